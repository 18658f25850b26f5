//! DraftEditor: a text to be edited, with the parts of it marked that something is wrong with.
//!
//! In: the text and the marks. Out: `on_input` with the whole text at each letter. It does not know what a mark means.

use leptos::prelude::*;

use crate::ui::components::tone::Tone;
use crate::ui::dynamic::{Derived, dynamic};

/// A part of a text, in Unicode scalar values from its beginning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    /// The first letter.
    pub start: usize,
    /// The one behind the last.
    pub end: usize,
    /// How grave it is.
    pub tone: Tone,
}

/// A field that grows with its text; the marks lie behind the letters.
#[component]
pub fn DraftEditor(
    /// What is written.
    label: &'static str,
    /// The language it is written in, as a tag.
    #[prop(into)]
    lang: Signal<&'static str>,
    /// The text.
    #[prop(into)]
    text: Signal<String>,
    /// What is marked of it.
    #[prop(into)]
    marks: Derived<Vec<Mark>>,
    /// The text changed.
    #[prop(into)]
    on_input: Callback<(String,)>,
    /// The id of what is said about the text.
    described_by: &'static str,
) -> impl IntoView {
    let marked = dynamic(move || text.with(|text| marks.with(|marks| pieces(text, marks).into_iter().map(piece_view).collect_view())));
    view! {
        <div class="draft-editor__text" lang=lang>
            <div class="draft-editor__marks" aria-hidden="true">
                {marked}
                // A line that ends with a break has a line behind it, which a block does not show.
                "\u{200B}"
            </div>
            <textarea
                aria-label=label
                aria-describedby=described_by
                spellcheck="true"
                prop:value=text
                on:input:target=move |event| on_input.run((event.target().value(),))
            ></textarea>
        </div>
    }
    .into_any()
}

/// The text cut where marks begin and end; of marks that lie over each other the first counts.
fn pieces<'a>(text: &'a str, marks: &[Mark]) -> Vec<(&'a str, Option<Mark>)> {
    let mut sorted: Vec<&Mark> = marks.iter().filter(|mark| mark.start < mark.end).collect();
    sorted.sort_by_key(|mark| mark.start);
    let byte_at = |letter: usize| text.char_indices().nth(letter).map_or(text.len(), |(at, _)| at);
    let (mut pieces, mut done) = (Vec::new(), 0);
    for mark in sorted {
        let (start, end) = (byte_at(mark.start), byte_at(mark.end));
        if start < done {
            continue;
        }
        pieces.push((&text[done..start], None));
        pieces.push((&text[start..end], Some(*mark)));
        done = end;
    }
    pieces.push((&text[done..], None));
    pieces
}

fn piece_view((text, mark): (&str, Option<Mark>)) -> AnyView {
    let text = text.to_owned();
    match mark {
        Some(mark) => view! { <mark data-tone=mark.tone.name()>{text}</mark> }.into_any(),
        None => text.into_any(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_cut_at_its_marks_whatever_letters_it_has() {
        let mark = |start, end| Mark { start, end, tone: Tone::Stop };
        let cut = |marks: &[Mark]| pieces("दो ab é", marks).into_iter().map(|(text, mark)| (text, mark.is_some())).collect::<Vec<_>>();
        assert_eq!(cut(&[]), [("दो ab é", false)]);
        assert_eq!(cut(&[mark(3, 5), mark(0, 2)]), [("", false), ("दो", true), (" ", false), ("ab", true), (" é", false)]);
        assert_eq!(cut(&[mark(0, 4), mark(3, 5)]), [("", false), ("दो a", true), ("b é", false)]);
        assert_eq!(cut(&[mark(6, 90)]), [("दो ab ", false), ("é", true), ("", false)]);
        assert_eq!(cut(&[mark(90, 91), mark(2, 2)]), [("दो ab é", false), ("", true), ("", false)]);
    }
}
