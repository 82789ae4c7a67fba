//! Prepares what browsers receive besides pages: one stylesheet, one script, a few pictures; fingerprinted and compressed.
//!
//! Reads `assets/`, writes `$OUT_DIR/assets.rs` with `pub static ASSETS: &[web::Asset]`.
//! A name that changes with its content may be kept by browsers for ever, and everything is compressed once, here, as
//! hard as it can be, so that serving a file is a copy. A fault in `assets/` stops the build with its place.

#![allow(clippy::expect_used, clippy::panic, reason = "a fault here stops the build, and nothing else")]

mod covers;

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use lightningcss::stylesheet::{MinifyOptions, ParserOptions, PrinterOptions, StyleSheet};
use lightningcss::targets::{Browsers, Targets};
use sha2::{Digest, Sha256};

/// The pictures of the guides that the site shows (« Aide à la connexion », « Comment construire un parcours »), with what their names start with.
const GUIDES: [(&str, &str); 4] = [
    ("docs/fr/images/connexion-directe", "help/fr/"),
    ("docs/fr/images/construire-un-parcours", "help/fr/"),
    ("docs/en/images/direct-sign-in", "help/en/"),
    ("docs/en/images/building-a-course", "help/en/"),
];

/// How many covers are drawn, as `src/shell/cover.rs` counts them.
const DRAWINGS: usize = 96;

fn main() {
    let root = PathBuf::from(std::env::var("CARGO_MANIFEST_DIR").expect("cargo sets CARGO_MANIFEST_DIR"));
    let assets = root.join("assets");
    println!("cargo::rerun-if-changed=assets");
    println!("cargo::rerun-if-changed=build");
    let out = PathBuf::from(std::env::var("OUT_DIR").expect("cargo sets OUT_DIR"));

    let mut files = vec![
        ("app.css".to_owned(), stylesheet(&assets.join("css")).into_bytes()),
        ("app.js".to_owned(), script(&assets.join("js")).into_bytes()),
    ];
    files.push(("covers.svg".to_owned(), covers::sheet(DRAWINGS).into_bytes()));
    files.push(("visual.js".to_owned(), visual_editor(&assets.join("visual"), &out.join("visual"))));
    for picture in listed(&assets.join("img")) {
        files.push((file_name(&picture), read(&picture)));
    }
    for (folder, prefix) in GUIDES {
        println!("cargo::rerun-if-changed={folder}");
        for picture in listed(&root.join(folder)) {
            files.push((format!("{prefix}{}", file_name(&picture)), read(&picture)));
        }
    }

    let mut table = String::from("/// Every file under `/assets/`.\npub static ASSETS: &[web::Asset] = &[\n");
    for (name, bytes) in &files {
        describe(&mut table, &out, name, bytes);
    }
    table.push_str("];\n");
    write(&out.join("assets.rs"), table.as_bytes());
}

/// The stylesheet: the files that `app.css` imports, each in its layer, in that order, lowered for the oldest browsers we
/// serve and minified. The imports are joined here: Lightning CSS's own bundler would draw in a dozen more crates.
fn stylesheet(folder: &Path) -> String {
    let mut joined = String::new();
    for line in read_text(&folder.join("app.css")).lines() {
        match line.strip_prefix("@import \"").and_then(|rest| rest.strip_suffix(");")).and_then(|rest| rest.split_once("\" layer(")) {
            Some((file, layer)) => {
                let css = read_text(&folder.join(file));
                check(&css, file);
                let _ = writeln!(joined, "@layer {layer} {{\n{css}\n}}");
            }
            None => joined.push_str(line),
        }
        joined.push('\n');
    }
    let mut sheet = StyleSheet::parse(&joined, ParserOptions::default()).expect("assets/css/app.css does not parse");
    // Each file is well-formed by itself, so the whole is; what older browsers lack is rewritten, not dropped.
    let targets = Targets::from(Browsers {
        safari: Some(version(16, 4)),
        ios_saf: Some(version(16, 4)),
        chrome: Some(version(111, 0)),
        firefox: Some(version(113, 0)),
        ..Browsers::default()
    });
    sheet.minify(MinifyOptions { targets, ..MinifyOptions::default() }).expect("the stylesheet cannot be minified");
    sheet.to_css(PrinterOptions { minify: true, targets, ..PrinterOptions::default() }).expect("the stylesheet cannot be printed").code
}

/// Names the file of a fault, which the joined text could not.
fn check(css: &str, file: &str) {
    if let Err(fault) = StyleSheet::parse(css, ParserOptions { filename: file.to_owned(), ..ParserOptions::default() }) {
        panic!("assets/css/{fault}");
    }
}

fn version(major: u32, minor: u32) -> u32 {
    major << 16 | minor << 8
}

/// The script: every module, each in a block of its own, so that the first visit asks for one file and no name is shared.
fn script(folder: &Path) -> String {
    let mut joined = String::new();
    for file in listed(folder) {
        joined.push_str("{\n");
        for line in read_text(&file).lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with("//")) {
            joined.push_str(line);
            joined.push('\n');
        }
        joined.push_str("}\n");
    }
    joined
}

/// The visual editor, a script of its own: npm brings what it is made of by the lock file, esbuild puts it together. Where npm is not, or cannot
/// reach its registry, the script says that there is none, and texts are written in Markdown.
fn visual_editor(folder: &Path, work: &Path) -> Vec<u8> {
    const NONE: &[u8] = b"export default undefined;\n";
    fs::create_dir_all(work).expect("OUT_DIR can be written");
    for file in listed(folder) {
        write(&work.join(file_name(&file)), &read(&file));
    }
    // What is there came by this lock file.
    let lock = read(&folder.join("package-lock.json"));
    let come = work.join("come.lock");
    let run = |program: &str, arguments: &[&str]| -> Result<(), String> {
        let done = Command::new(program).args(arguments).current_dir(work).output().map_err(|fault| format!("{program}: {fault}"))?;
        if done.status.success() { Ok(()) } else { Err(format!("{program}: {}", String::from_utf8_lossy(&done.stderr))) }
    };
    let brought = || {
        if fs::read(&come).is_ok_and(|there| there == lock) {
            return Ok(());
        }
        run("npm", &["ci", "--ignore-scripts", "--no-audit", "--no-fund"])?;
        write(&come, &lock);
        Ok(())
    };
    let bundle = [
        "visual.js",
        "--bundle",
        "--minify",
        "--format=esm",
        "--target=safari16.4,chrome111,firefox113",
        "--alias:markdown-it=./no-parser.js",
        "--outfile=bundle.js",
    ];
    match brought().and_then(|()| run("node_modules/.bin/esbuild", &bundle)) {
        Ok(()) => read(&work.join("bundle.js")),
        Err(fault) => {
            // A file that never is makes the next build try again.
            println!("cargo::rerun-if-changed={}", work.join("never").display());
            println!("cargo::warning=built without the visual editor: {}", fault.lines().next().unwrap_or_default());
            NONE.to_vec()
        }
    }
}

/// One line of the table, and the file with its compressed forms beside it.
fn describe(table: &mut String, out: &Path, name: &str, bytes: &[u8]) {
    let (stem, extension) = name.rsplit_once('.').unwrap_or_else(|| panic!("{name} has no extension"));
    let digest = Sha256::digest(bytes).iter().take(5).fold(String::new(), |hex, byte| hex + &format!("{byte:02x}"));
    // Every file lies beside the table, whatever folder its name speaks of.
    let file = name.replace('/', "-");
    write(&out.join(&file), bytes);

    let smaller = |suffix: &str, packed: Vec<u8>| {
        if packed.len() >= bytes.len() {
            return "None".to_owned();
        }
        write(&out.join(format!("{file}.{suffix}")), &packed);
        format!("Some({})", include(&format!("{file}.{suffix}")))
    };
    let brotli = smaller("br", brotli(bytes));
    let zstd = smaller("zst", zstd::bulk::compress(bytes, 19).expect("zstd compresses"));

    let _ = writeln!(
        table,
        "    web::Asset {{ name: {name:?}, path: \"{stem}.{digest}.{extension}\", content_type: {:?}, plain: {}, brotli: {brotli}, zstd: {zstd} }},",
        content_type(extension),
        include(&file),
    );
}

fn include(file: &str) -> String {
    format!("include_bytes!(concat!(env!(\"OUT_DIR\"), \"/{file}\"))")
}

fn brotli(bytes: &[u8]) -> Vec<u8> {
    let mut packed = Vec::new();
    let quality = brotli::enc::BrotliEncoderParams { quality: 11, ..Default::default() };
    brotli::BrotliCompress(&mut &*bytes, &mut packed, &quality).expect("brotli compresses");
    packed
}

fn content_type(extension: &str) -> &'static str {
    match extension {
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "webp" => "image/webp",
        "ico" => "image/x-icon",
        other => panic!("there is a .{other}, which has no media type in build/main.rs"),
    }
}

/// The files of a folder by name, so that the same sources always give the same bytes; none when there is no folder.
fn listed(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut files: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).filter(|path| path.is_file()).collect();
    files.sort();
    files
}

fn file_name(path: &Path) -> String {
    path.file_name().and_then(|name| name.to_str()).unwrap_or_else(|| panic!("{} is not a UTF-8 name", path.display())).to_owned()
}

fn read(path: &Path) -> Vec<u8> {
    fs::read(path).unwrap_or_else(|fault| panic!("{}: {fault}", path.display()))
}

fn read_text(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|fault| panic!("{}: {fault}", path.display()))
}

fn write(path: &Path, bytes: &[u8]) {
    fs::write(path, bytes).unwrap_or_else(|fault| panic!("{}: {fault}", path.display()));
}
