//! Answer: what a model said, as text. Chat: the frame of a conversation.
//!
//! In: blocks of text, and names to put back. Out: paragraphs, lists and tables; nothing in them can be pressed or loads anything.

use std::sync::Arc;

use leptos::prelude::*;

use crate::advisor::counsel::{Block, Inline};

/// Puts names where pseudonyms stand.
pub type PutBack = Arc<dyn Fn(&str) -> String + Send + Sync>;

/// What a model said.
pub fn answer_view(blocks: Vec<Block>, put_back: &PutBack) -> AnyView {
    blocks.into_iter().map(|block| block_view(block, put_back)).collect_view().into_any()
}

fn block_view(block: Block, put_back: &PutBack) -> AnyView {
    match block {
        Block::Paragraph(inlines) => view! { <p>{inlines_view(inlines, put_back)}</p> }.into_any(),
        Block::Heading(inlines) => view! {
            <p>
                <b>{inlines_view(inlines, put_back)}</b>
            </p>
        }
        .into_any(),
        Block::List(first, items) => {
            let item = |(inlines, within): (Vec<Inline>, Vec<Block>)| {
                view! { <li>{inlines_view(inlines, put_back)} {answer_view(within, put_back)}</li> }
            };
            let items = items.into_iter().map(item).collect_view();
            match first {
                Some(first) => view! { <ol start=first.to_string()>{items}</ol> }.into_any(),
                None => view! { <ul>{items}</ul> }.into_any(),
            }
        }
        Block::Quote(inlines) => view! { <blockquote>{inlines_view(inlines, put_back)}</blockquote> }.into_any(),
        Block::Code(text) => view! { <pre>{put_back(&text)}</pre> }.into_any(),
        Block::Table(rows) => {
            let mut rows = rows.into_iter();
            let head = rows.next().unwrap_or_default();
            let head = head.into_iter().map(|cell| view! { <th scope="col">{inlines_view(cell, put_back)}</th> }).collect_view();
            let row = |cells: Vec<Vec<Inline>>| {
                view! { <tr>{cells.into_iter().map(|cell| view! { <td>{inlines_view(cell, put_back)}</td> }).collect_view()}</tr> }
            };
            let rows = rows.map(row).collect_view();
            view! {
                <table>
                    <thead>
                        <tr>{head}</tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            }
            .into_any()
        }
        Block::Rule => view! { <hr /> }.into_any(),
    }
}

fn inlines_view(inlines: Vec<Inline>, put_back: &PutBack) -> AnyView {
    inlines.into_iter().map(|inline| inline_view(inline, put_back)).collect_view().into_any()
}

fn inline_view(inline: Inline, put_back: &PutBack) -> AnyView {
    let text = put_back(&inline.text);
    match inline {
        Inline { is_untold: true, .. } => view! { <mark data-tone="stop" title="Not from your data">{text}</mark> }.into_any(),
        Inline { is_code: true, .. } => view! { <code>{text}</code> }.into_any(),
        Inline { is_strong: true, .. } => view! { <strong>{text}</strong> }.into_any(),
        Inline { is_emphasized: true, .. } => view! { <em>{text}</em> }.into_any(),
        _ => text.into_any(),
    }
}
