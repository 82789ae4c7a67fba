//! Proof that text can be read: the colours of `assets/css/tokens.css` in each of the 24 hues and both themes.
//!
//! Only tests live here. They read the very lines that browsers read, so a colour cannot change without being measured.

#[cfg(test)]
mod tests {
    const TOKENS: &str = include_str!("../../assets/css/tokens.css");
    const HUES: &str = include_str!("../../assets/css/hues.css");

    /// The hue in degrees of each `data-hue`, in order.
    fn hues() -> Vec<f64> {
        HUES.lines()
            .filter_map(|line| line.strip_prefix("[data-hue=\""))
            .enumerate()
            .map(|(place, line)| {
                let (number, rest) = line.split_once("\"] { --hue: ").expect("one hue a line");
                assert_eq!(number.parse(), Ok(place));
                rest.trim_end_matches("; }").parse().expect("degrees")
            })
            .collect()
    }

    /// Relative luminance (WCAG 2) of a token in a theme (0 light, 1 dark) and a hue.
    fn luminance(token: &str, theme: usize, hue: f64) -> f64 {
        let line = TOKENS.lines().find(|line| line.trim_start().starts_with(&format!("--{token}:"))).expect(token);
        let colour = line.split("oklch(").nth(theme + 1).expect("two colours").split(')').next().expect("closed");
        let mut parts = colour.replace("var(--hue", &hue.to_string());
        parts = parts.replace('%', "");
        let parts: Vec<f64> = parts.split_whitespace().map(|part| part.parse().expect(token)).collect();
        oklch(parts[0] / 100.0, parts[1], parts[2])
    }

    fn oklch(lightness: f64, chroma: f64, hue: f64) -> f64 {
        let (a, b) = (chroma * hue.to_radians().cos(), chroma * hue.to_radians().sin());
        let l = (lightness + 0.396_337_777_4 * a + 0.215_803_757_3 * b).powi(3);
        let m = (lightness - 0.105_561_345_8 * a - 0.063_854_172_8 * b).powi(3);
        let s = (lightness - 0.089_484_177_5 * a - 1.291_485_548 * b).powi(3);
        // What a screen cannot show is clipped, as browsers do.
        let red = (4.076_741_662_1 * l - 3.307_711_591_3 * m + 0.230_969_929_2 * s).clamp(0.0, 1.0);
        let green = (-1.268_438_004_6 * l + 2.609_757_401_1 * m - 0.341_319_396_5 * s).clamp(0.0, 1.0);
        let blue = (-0.004_196_086_3 * l - 0.703_418_614_7 * m + 1.707_614_701 * s).clamp(0.0, 1.0);
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }

    fn contrast(one: &str, other: &str, theme: usize, hue: f64) -> f64 {
        let (one, other) = (luminance(one, theme, hue), luminance(other, theme, hue));
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }

    fn prove(pairs: &[(&str, &[&str])], least: f64) {
        for hue in hues() {
            for theme in [0, 1] {
                for (front, grounds) in pairs {
                    for ground in *grounds {
                        let found = contrast(front, ground, theme, hue);
                        assert!(found >= least, "{front} on {ground}, theme {theme}, hue {hue}: {found:.2}");
                    }
                }
            }
        }
    }

    #[test]
    fn there_are_24_hues() {
        assert_eq!(hues().len(), 24);
    }

    #[test]
    fn text_is_readable_on_every_ground() {
        let grounds = ["canvas", "surface", "raised", "sunken", "accent-soft"];
        prove(&[("ink", &grounds), ("quiet", &grounds), ("accent", &grounds), ("accent-strong", &grounds)], 4.5);
        prove(&[("on-accent", &["accent", "accent-strong"])], 4.5);
        prove(&[("error", &["canvas", "surface", "error-soft"]), ("done", &["canvas", "surface", "done-soft"])], 4.5);
        prove(&[("warning", &["canvas", "surface", "warning-soft"]), ("ink", &["error-soft", "done-soft", "warning-soft"])], 4.5);
    }

    #[test]
    fn what_can_be_used_has_a_visible_edge() {
        prove(&[("edge", &["canvas", "surface"]), ("accent", &["canvas", "surface"])], 3.0);
    }
}
