//! The blocks beside « Mes parcours », and « Modifier cette page »: which are there, in which order.
//!
//! | GET  /my/blocks | the blocks with what can be done with each                  |
//! | POST /my/blocks | up, down, hidden, shown, or all as everybody begins          |

use web::{Answer, Filled, filters};

use crate::visit::{Member, OrProblem};

db::text_enum! {
    /// A block. The order is that in which everybody begins.
    pub enum Block {
        /// Événements à venir.
        Events = "events",
        /// Dernières formations en inscription libre.
        Offers = "offers",
    }
}

impl Block {
    /// The key of its name.
    pub fn word(self) -> &'static str {
        match self {
            Block::Events => "my-events",
            Block::Offers => "my-offers",
        }
    }
}

/// The blocks of a stored choice.
pub fn chosen(stored: Option<&str>) -> Vec<Block> {
    match stored {
        None => Block::ALL.to_vec(),
        Some(stored) => {
            let mut blocks: Vec<Block> = Vec::new();
            for block in stored.split_whitespace().filter_map(|name| name.parse().ok()) {
                if !blocks.contains(&block) {
                    blocks.push(block);
                }
            }
            blocks
        }
    }
}

web::view! { "my/blocks.html" =>
    struct Blocks {
        shown: Vec<Block>,
        hidden: Vec<Block>,
    }
}

async fn stored(member: &Member) -> db::Result<Vec<Block>> {
    let sql = "select blocks from my_choice where person_id = $1";
    let found: Option<(Option<String>,)> = member.app.db.maybe(sql, &db::args![member.person().id]).await?;
    Ok(chosen(found.and_then(|(blocks,)| blocks).as_deref()))
}

/// The page.
///
/// # Errors
/// When the database fails.
pub async fn show(member: Member) -> Answer {
    let shown = stored(&member).await.or_problem()?;
    let hidden = Block::ALL.iter().copied().filter(|block| !shown.contains(block)).collect();
    member.page("my-blocks", &Blocks { shown, hidden })
}

/// Changes one, or all.
///
/// # Errors
/// When the database fails.
pub async fn change(member: Member, form: Filled) -> Answer {
    let mut blocks = stored(&member).await.or_problem()?;
    if form.value("action") == "reset" {
        blocks = Block::ALL.to_vec();
    } else if let Ok(block) = form.value("block").parse() {
        arrange(&mut blocks, block, form.value("action"));
    }
    let names: Vec<&str> = blocks.iter().map(|block| block.as_str()).collect();
    let tx = member.app.db.begin().await.or_problem()?;
    tx.run(
        "insert into my_choice (person_id, filter, display, blocks) values ($1, 'all', 'cards', $2)
         on conflict (person_id) do update set blocks = excluded.blocks",
        &db::args![member.person().id, names.join(" ")],
    )
    .await
    .or_problem()?;
    tx.commit().await.or_problem()?;
    member.go("/my/blocks")
}

fn arrange(blocks: &mut Vec<Block>, block: Block, action: &str) {
    let place = blocks.iter().position(|other| *other == block);
    match (action, place) {
        ("up", Some(place)) if place > 0 => blocks.swap(place, place - 1),
        ("down", Some(place)) if place + 1 < blocks.len() => blocks.swap(place, place + 1),
        ("hide", Some(place)) => {
            blocks.remove(place);
        }
        ("show", None) => blocks.push(block),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_are_moved_hidden_and_shown() {
        assert_eq!(chosen(None), Block::ALL);
        assert_eq!(chosen(Some("")), []);
        assert_eq!(chosen(Some("offers unknown offers events")), [Block::Offers, Block::Events]);
        let mut blocks = chosen(None);
        for (block, action, expected) in [
            (Block::Offers, "up", vec![Block::Offers, Block::Events]),
            (Block::Offers, "up", vec![Block::Offers, Block::Events]),
            (Block::Offers, "down", vec![Block::Events, Block::Offers]),
            (Block::Events, "hide", vec![Block::Offers]),
            (Block::Events, "down", vec![Block::Offers]),
            (Block::Events, "show", vec![Block::Offers, Block::Events]),
            (Block::Events, "explode", vec![Block::Offers, Block::Events]),
        ] {
            arrange(&mut blocks, block, action);
            assert_eq!(blocks, expected, "{action}");
        }
    }
}
