//! Markdown as plain data. Comes in: a model's answer, and where it states what nobody told it. Goes out: blocks of text. HTML, links and
//! pictures are the letters that they are written with.

use std::iter::Peekable;
use std::ops::Range;
use std::vec::IntoIter;

use minimad::{Composite, CompositeStyle, Compound, Line, Options};

/// A part of an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// Running text.
    Paragraph(Vec<Inline>),
    /// A title; all levels are shown alike.
    Heading(Vec<Inline>),
    /// A list; with the number of its first item where it is numbered. An item may hold a list.
    List(Option<u32>, Vec<(Vec<Inline>, Vec<Block>)>),
    /// Somebody's words.
    Quote(Vec<Inline>),
    /// Lines as they stand.
    Code(String),
    /// A table: its rows, the first being its head.
    Table(Vec<Vec<Vec<Inline>>>),
    /// A line across.
    Rule,
}

/// A part of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inline {
    /// The letters.
    pub text: String,
    /// Said with weight.
    pub is_strong: bool,
    /// Said with stress.
    pub is_emphasized: bool,
    /// Written as it stands.
    pub is_code: bool,
    /// A figure that the model was not told.
    pub is_untold: bool,
}

/// Reads an answer, be it whole or cut off anywhere. `untold` are places in it, in bytes and in order.
pub fn read_markdown(answer: &str, untold: &[Range<usize>]) -> Vec<Block> {
    let reader = Reader { answer, untold };
    let mut lines = minimad::parse_text(answer, Options::default().continue_spans(true)).lines.into_iter().peekable();
    let mut blocks = Vec::new();
    while let Some(line) = lines.peek() {
        if let Some((level, _)) = list_place(line) {
            blocks.push(reader.list(&mut lines, level));
            continue;
        }
        let Some(line) = lines.next() else { break };
        reader.read(line, &mut blocks);
    }
    blocks
}

/// How deep a line stands in a list, with its number where it has one; `None` where it stands in none.
fn list_place(line: &Line<'_>) -> Option<(u8, Option<u32>)> {
    match line {
        Line::Normal(Composite { style: CompositeStyle::ListItem(level), .. }) => Some((*level, None)),
        Line::Normal(Composite { style: CompositeStyle::OrderedListItem { level, index }, .. }) => Some((*level, Some(*index))),
        _ => None,
    }
}

struct Reader<'a> {
    answer: &'a str,
    untold: &'a [Range<usize>],
}

impl Reader<'_> {
    /// A line that stands in no list; lines of one kind are one block.
    fn read(&self, line: Line<'_>, blocks: &mut Vec<Block>) {
        match line {
            Line::Normal(composite) => {
                let inlines = self.inlines(&composite);
                match (composite.style, blocks.last_mut()) {
                    (CompositeStyle::Code, Some(Block::Code(text))) => {
                        text.push('\n');
                        text.push_str(&letters(inlines));
                    }
                    (CompositeStyle::Code, _) => blocks.push(Block::Code(letters(inlines))),
                    (CompositeStyle::Quote, _) => blocks.push(Block::Quote(inlines)),
                    (CompositeStyle::Header(_), _) => blocks.push(Block::Heading(inlines)),
                    _ if inlines.iter().all(|inline| inline.text.trim().is_empty()) => {}
                    _ => blocks.push(Block::Paragraph(inlines)),
                }
            }
            Line::TableRow(row) => {
                let cells: Vec<Vec<Inline>> = row.cells.iter().map(|cell| self.inlines(cell)).collect();
                match blocks.last_mut() {
                    Some(Block::Table(rows)) => rows.push(cells),
                    _ => blocks.push(Block::Table(vec![cells])),
                }
            }
            Line::HorizontalRule => blocks.push(Block::Rule),
            Line::TableRule(_) | Line::CodeFence(_) => {}
        }
    }

    /// The items of a list and of the lists within.
    fn list(&self, lines: &mut Peekable<IntoIter<Line<'_>>>, level: u8) -> Block {
        let (mut first, mut items) = (None, Vec::<(Vec<Inline>, Vec<Block>)>::new());
        while let Some((own, number)) = lines.peek().and_then(list_place) {
            if own < level || own == level && !items.is_empty() && number.is_some() != first.is_some() {
                break;
            }
            match items.last_mut() {
                Some((_, within)) if own > level => within.push(self.list(lines, own)),
                _ => {
                    if items.is_empty() {
                        first = number;
                    }
                    let Some(Line::Normal(composite)) = lines.next() else { break };
                    items.push((self.inlines(&composite), Vec::new()));
                }
            }
        }
        Block::List(first, items)
    }

    fn inlines(&self, composite: &Composite<'_>) -> Vec<Inline> {
        composite.compounds.iter().flat_map(|compound| self.cut(compound)).collect()
    }

    /// The letters of a part, cut where a figure stands that nobody told.
    fn cut(&self, compound: &Compound<'_>) -> Vec<Inline> {
        let place = self.place(compound.src);
        let inline = |text: &str, is_untold: bool| Inline {
            text: text.to_owned(),
            is_strong: compound.bold,
            is_emphasized: compound.italic,
            is_code: compound.code,
            is_untold,
        };
        let (mut inlines, mut done) = (Vec::new(), place.start);
        for range in self.untold {
            let (start, end) = (range.start.max(done), range.end.min(place.end));
            if start < end {
                inlines.extend((done < start).then(|| inline(&self.answer[done..start], false)));
                inlines.push(inline(&self.answer[start..end], true));
                done = end;
            }
        }
        inlines.extend((done < place.end).then(|| inline(&self.answer[done..place.end], false)));
        inlines
    }

    /// Where a part of the answer stands in it, in bytes.
    fn place(&self, part: &str) -> Range<usize> {
        let start = (part.as_ptr() as usize).saturating_sub(self.answer.as_ptr() as usize).min(self.answer.len());
        start..(start + part.len()).min(self.answer.len())
    }
}

fn letters(inlines: Vec<Inline>) -> String {
    inlines.into_iter().map(|inline| inline.text).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> Inline {
        Inline { text: text.to_owned(), is_strong: false, is_emphasized: false, is_code: false, is_untold: false }
    }

    fn shown(blocks: &[Block]) -> String {
        format!("{blocks:?}")
    }

    #[test]
    fn an_answer_becomes_blocks() {
        let blocks = read_markdown("# Why\n\nHer risk is **high**:\n\n1. missed `6`\n2. income\n   - low\n\n> said\n\n---\n", &[]);
        let strong = Inline { is_strong: true, ..text("high") };
        let code = Inline { is_code: true, ..text("6") };
        let low = Block::List(None, vec![(vec![text("low")], Vec::new())]);
        assert_eq!(
            blocks,
            [
                Block::Heading(vec![text("Why")]),
                Block::Paragraph(vec![text("Her risk is "), strong, text(":")]),
                Block::List(Some(1), vec![(vec![text("missed "), code], Vec::new()), (vec![text("income")], vec![low])]),
                Block::Quote(vec![text("said")]),
                Block::Rule,
            ]
        );
    }

    #[test]
    fn nothing_of_it_is_a_pages_own() {
        let answer = "<img src=x onerror=alert(1)> [pay](https://evil.example) ![p](https://evil.example/x.png)";
        assert_eq!(read_markdown(answer, &[]), [Block::Paragraph(vec![text(answer)])]);
    }

    #[test]
    fn a_figure_that_nobody_told_is_marked_where_it_stands() {
        let answer = "Pay **₹7,850** by then, 7,850 in all";
        let untold: Vec<_> = answer.match_indices("7,850").map(|(at, word)| at..at + word.len()).collect();
        let blocks = read_markdown(answer, &untold);
        let strong = |word: &str, is_untold| Inline { is_strong: true, is_untold, ..text(word) };
        let figure = Inline { is_untold: true, ..text("7,850") };
        let line = vec![text("Pay "), strong("₹", false), strong("7,850", true), text(" by then, "), figure, text(" in all")];
        assert_eq!(blocks, [Block::Paragraph(line)]);
    }

    #[test]
    fn tables_code_and_what_is_cut_off_are_read_too() {
        let cell = |words: &str| vec![text(words)];
        let table = read_markdown("| a | b |\n|---|---|\n| 1 | 2 |\n", &[]);
        assert_eq!(table, [Block::Table(vec![vec![cell("a"), cell("b")], vec![cell("1"), cell("2")]])]);
        assert_eq!(read_markdown("```rust\nlet a\nlet b", &[]), [Block::Code("let a\nlet b".to_owned())]);
        assert!(shown(&read_markdown("**cut o", &[])).contains("cut o"));
    }
}
