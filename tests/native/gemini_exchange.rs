//! One question against a network that does whatever networks do.

use proptest::collection::vec;
use proptest::prelude::*;
use serde_json::Value;
use smart_loan_recovery::advisor::gemini::{
    ApiVersion, Command, Content, End, Ending, Exchange, FIRST_BYTE_MS, FinishReason, GeminiError, GenerateRequest, IDLE_MS, MOST_ATTEMPTS,
    MOST_HOPS, MOST_RETRY_MS, News, Outcome, Outgoing,
};

use crate::gemini::{event, outgoing};

const EVENTS: &str = "text/event-stream";

fn question() -> Outgoing {
    let mut request = GenerateRequest::default();
    request.contents.push(Content::user("What now?"));
    outgoing(request)
}

/// An exchange whose clock the test moves.
struct Scene {
    exchange: Exchange,
    now_ms: u64,
    attempt: u32,
    sent: Vec<(String, Value)>,
    outcome: Option<Outcome>,
    last: Vec<Command>,
}

impl Scene {
    fn start() -> Scene {
        let (exchange, commands) = Exchange::start(question(), ApiVersion::V1, 0);
        let mut scene = Scene { exchange, now_ms: 0, attempt: 0, sent: Vec::new(), outcome: None, last: Vec::new() };
        scene.run(commands);
        scene
    }

    fn run(&mut self, commands: Vec<Command>) {
        for command in &commands {
            match command {
                Command::Send { attempt, request } => {
                    self.attempt = *attempt;
                    self.sent.push((request.path.clone(), serde_json::from_str(request.body.as_deref().unwrap()).unwrap()));
                }
                Command::Over(outcome) => self.outcome = Some((**outcome).clone()),
                _ => {}
            }
        }
        self.last = commands;
    }

    fn news(&mut self, news: News<'_>) -> &mut Scene {
        let commands = self.exchange.take(self.attempt, news, self.now_ms, 0.5);
        self.run(commands);
        self
    }

    fn head(&mut self, status: u16, content_type: &str) -> &mut Scene {
        self.news(News::Head { status, content_type })
    }

    fn bytes(&mut self, text: &str) -> &mut Scene {
        self.news(News::Bytes(text.as_bytes()))
    }

    fn end(&mut self) -> &mut Scene {
        self.news(News::End)
    }

    fn reply(&mut self, status: u16, body: &str) -> &mut Scene {
        self.head(status, if status == 200 { EVENTS } else { "application/json" }).bytes(body).end()
    }

    fn wait(&mut self, ms: u64) -> &mut Scene {
        self.now_ms += ms;
        let commands = self.exchange.wake(self.now_ms, 0.5);
        self.run(commands);
        self
    }

    fn finished(&self) -> (&End, &str) {
        let outcome = self.outcome.as_ref().unwrap();
        (&outcome.end, outcome.answer.text())
    }
}

fn busy() -> String {
    "{\"error\":{\"code\":503,\"status\":\"UNAVAILABLE\",\"message\":\"Overloaded.\"}}".to_owned()
}

#[test]
fn what_is_previewed_is_what_is_sent_and_what_is_said_is_shown() {
    let preview: Value = serde_json::from_str(&question().body()).unwrap();
    let mut scene = Scene::start();
    assert_eq!(scene.sent, [("/v1/models/gemini-3.8-flash:streamGenerateContent?alt=sse".to_owned(), preview)]);
    assert_eq!(scene.last[1], Command::WakeAt(FIRST_BYTE_MS));
    scene.head(200, EVENTS).bytes(&event("Call", None));
    assert_eq!((scene.last.as_slice(), scene.exchange.answer().text()), ([Command::Show].as_slice(), "Call"));
    scene.bytes(&event(" first", Some("STOP"))).end();
    assert_eq!(scene.finished(), (&End::Answered(Ending::Complete), "Call first"));
    assert!(scene.exchange.is_over());
    // Late news change nothing.
    assert!(scene.bytes(&event("!", None)).last.is_empty() && scene.wait(1).last.is_empty() && scene.exchange.stop().is_empty());
}

#[test]
fn an_overloaded_service_is_asked_three_times_with_a_countdown_between() {
    let mut scene = Scene::start();
    scene.reply(503, &busy());
    let Command::CountDown { until_ms: 500, error: GeminiError::Service(_) } = &scene.last[0] else { panic!("{:?}", scene.last) };
    assert_eq!(scene.wait(100).last, [Command::WakeAt(500)]);
    scene.wait(400).reply(503, &busy()).wait(1_000).reply(503, &busy());
    assert_eq!(scene.sent.len() as u32, MOST_ATTEMPTS);
    assert!(matches!(scene.finished(), (End::Failed(GeminiError::Service(_)), "")));

    let mut scene = Scene::start();
    scene.reply(200, &busy()).wait(500).reply(200, &event("Fine", Some("STOP")));
    assert_eq!(scene.finished(), (&End::Answered(Ending::Complete), "Fine"));
    assert_eq!(scene.sent[0], scene.sent[1]);
}

#[test]
fn nothing_is_asked_again_once_something_was_shown() {
    let mut scene = Scene::start();
    scene.head(200, EVENTS).bytes(&event("Part", None)).bytes(&busy()).end();
    assert!(matches!(scene.finished(), (End::Failed(GeminiError::Service(_)), "Part")));
    assert_eq!(scene.sent.len(), 1);
}

#[test]
fn a_wrong_key_and_a_used_up_day_are_not_asked_again() {
    for body in [
        "{\"error\":{\"code\":400,\"details\":[{\"reason\":\"API_KEY_INVALID\"}]}}",
        "{\"error\":{\"code\":429,\"details\":[{\"violations\":[{\"quotaId\":\"PerDay\"}]},{\"retryDelay\":\"1s\"}]}}",
        "{\"error\":{\"code\":429,\"details\":[{\"retryDelay\":\"31s\"}]}}",
    ] {
        let mut scene = Scene::start();
        scene.reply(400, body);
        assert!(matches!(scene.finished(), (End::Failed(_), "")), "{body}");
        assert_eq!(scene.sent.len(), 1);
    }
}

#[test]
fn the_later_version_is_tried_once_and_remembered() {
    let mut scene = Scene::start();
    scene.reply(404, "{\"error\":{\"code\":404,\"message\":\"not found for API version v1\"}}");
    assert_eq!(scene.sent[1].0, "/v1beta/models/gemini-3.8-flash:streamGenerateContent?alt=sse");
    assert_eq!(scene.sent[0].1, scene.sent[1].1);
    scene.reply(200, &event("Yes", Some("STOP")));
    assert_eq!(scene.outcome.unwrap().version, ApiVersion::V1Beta);

    let mut scene = Scene::start();
    scene.reply(404, "").reply(404, "");
    assert_eq!((scene.sent.len(), matches!(scene.finished().0, End::Failed(_))), (2, true));
}

#[test]
fn an_answer_in_pieces_is_put_together() {
    let piece = |text: &str, token: &str| {
        format!(
            "data: {{\"candidates\":[{{\"content\":{{\"parts\":[{{\"text\":\"{text}\"}}]}},\"finishReason\":\"CONTINUATION\",\
             \"continuationToken\":\"{token}\"}}],\"usageMetadata\":{{\"promptTokenCount\":3,\"totalTokenCount\":5}}}}\n\n"
        )
    };
    let mut scene = Scene::start();
    scene.reply(200, &piece("one ", "dDE=")).reply(200, &piece("two ", "dDI=")).reply(200, &event("three", Some("STOP")));
    assert_eq!(scene.finished(), (&End::Answered(Ending::Complete), "one two three"));
    let tokens: Vec<&Value> = scene.sent.iter().map(|(_, body)| &body["continuationToken"]).collect();
    assert_eq!(tokens, [&Value::Null, &Value::from("dDE="), &Value::from("dDI=")]);
    let usage = scene.exchange.answer().usage();
    assert_eq!((usage.prompt, usage.total), (6, 10));

    let mut endless = Scene::start();
    while endless.outcome.is_none() {
        endless.reply(200, &piece("x", "dA=="));
    }
    assert_eq!((endless.sent.len() as u32, endless.finished().0), (1 + MOST_HOPS, &End::Answered(Ending::CutOff)));

    let mut broken = Scene::start();
    broken.reply(200, &piece("one ", "dDE=")).head(200, EVENTS).end();
    assert_eq!(broken.finished(), (&End::Answered(Ending::Truncated), "one "));
}

#[test]
fn a_model_that_lost_its_way_gets_one_more_chance() {
    let lost = "data: {\"candidates\":[{\"finishReason\":\"MALFORMED_RESPONSE\"}]}\n\n";
    let mut scene = Scene::start();
    scene.reply(200, lost).wait(500).reply(200, lost);
    assert_eq!(scene.finished().0, &End::Answered(Ending::Malformed(FinishReason::MalformedResponse)));
    assert_eq!(scene.sent.len(), 2);

    // Nothing of the first attempt is left, neither its thoughts nor its token.
    let thought = "data: {\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"Hm\",\"thought\":true}]},\"finishReason\":\"CONTINUATION\",\
                   \"continuationToken\":\"dA==\"}]}\n\n";
    let mut scene = Scene::start();
    scene.reply(200, thought).reply(503, &busy()).wait(1_000).reply(200, &event("Well", Some("STOP")));
    let tokens: Vec<bool> = scene.sent.iter().map(|(_, body)| body.get("continuationToken").is_some()).collect();
    assert_eq!(tokens, [false, true, false]);
    assert_eq!((scene.finished(), scene.exchange.answer().parts().len()), ((&End::Answered(Ending::Complete), "Well"), 1));
}

#[test]
fn silence_ends_after_two_minutes_or_one() {
    let mut scene = Scene::start();
    assert_eq!(scene.wait(FIRST_BYTE_MS - 1).last, [Command::WakeAt(FIRST_BYTE_MS)]);
    scene.wait(1);
    assert_eq!(scene.last[0], Command::Abort);
    assert_eq!(scene.finished().0, &End::Failed(GeminiError::Silent { is_before_first_byte: true }));

    let mut scene = Scene::start();
    scene.head(200, EVENTS).bytes(&event("A", None));
    scene.now_ms = 50_000;
    scene.bytes(": keep alive\n\n");
    assert_eq!(scene.wait(IDLE_MS - 1).last, [Command::WakeAt(50_000 + IDLE_MS)]);
    scene.wait(1);
    assert_eq!(scene.finished(), (&End::Failed(GeminiError::Silent { is_before_first_byte: false }), "A"));
}

#[test]
fn stopping_keeps_what_is_there_and_later_news_change_nothing() {
    let mut scene = Scene::start();
    scene.head(200, EVENTS).bytes(&event("Half", None));
    let commands = scene.exchange.stop();
    scene.run(commands);
    assert_eq!(scene.last[0], Command::Abort);
    assert_eq!(scene.finished(), (&End::Stopped, "Half"));
    assert!(scene.bytes(&event("more", None)).last.is_empty());

    let mut waiting = Scene::start();
    waiting.reply(503, &busy());
    let commands = waiting.exchange.stop();
    waiting.run(commands);
    assert_eq!((waiting.last.len(), waiting.finished()), (1, (&End::Stopped, "")));
    assert!(waiting.wait(1_000).last.is_empty());
}

#[test]
fn news_of_an_earlier_request_are_passed_over() {
    let mut scene = Scene::start();
    scene.reply(503, &busy()).wait(500).head(200, EVENTS);
    let late = scene.exchange.take(1, News::Bytes(event("old", Some("STOP")).as_bytes()), scene.now_ms, 0.5);
    assert!(late.is_empty() && scene.exchange.answer().text().is_empty());
}

#[test]
fn what_is_not_gemini_and_what_is_lost_is_told_apart() {
    let mut scene = Scene::start();
    scene.head(200, "text/html; charset=utf-8");
    assert_eq!((scene.finished().0, &scene.last[0]), (&End::Failed(GeminiError::NotGemini), &Command::Abort));
    let mut scene = Scene::start();
    scene.reply(200, "<!DOCTYPE html><html></html>");
    assert_eq!(scene.finished().0, &End::Failed(GeminiError::NotGemini));
    let mut scene = Scene::start();
    scene.news(News::Lost);
    assert_eq!(scene.finished().0, &End::Failed(GeminiError::Unreachable));
    let mut scene = Scene::start();
    scene.head(200, EVENTS).bytes(&event("Half", None)).news(News::Lost);
    assert_eq!(scene.finished(), (&End::Answered(Ending::Truncated), "Half"));
    let mut scene = Scene::start();
    scene.head(200, EVENTS).bytes("data: {\n\n");
    assert_eq!(scene.finished().0, &End::Failed(GeminiError::Unreadable));
}

fn any_step() -> impl Strategy<Value = (u8, u16, String, u64)> {
    let text = prop_oneof![
        Just(event("text", None)),
        Just(event("", Some("STOP"))),
        Just(event("", Some("MALFORMED_RESPONSE"))),
        Just("data: {\"candidates\":[{\"finishReason\":\"CONTINUATION\",\"continuationToken\":\"dA==\"}]}\n\n".to_owned()),
        Just(busy()),
        ".{0,20}",
    ];
    (0..6u8, proptest::sample::select(vec![200, 200, 200, 404, 429, 503]), text, 0..40_000u64)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 2_000, ..ProptestConfig::default() })]

    #[test]
    fn whatever_happens_requests_are_few_and_it_ends_once(steps in vec(any_step(), 0..60)) {
        let mut scene = Scene::start();
        let mut n_over = 0;
        for (step, status, text, ms) in steps {
            match step {
                0 => { scene.head(status, EVENTS); }
                1 | 2 => { scene.bytes(&text); }
                3 => { scene.end(); }
                4 => { scene.wait(ms); }
                _ => { scene.news(News::Lost); }
            }
            n_over += scene.last.iter().filter(|command| matches!(command, Command::Over(_))).count();
            for command in &scene.last {
                if let Command::CountDown { until_ms, .. } = command {
                    prop_assert!(*until_ms <= MOST_RETRY_MS);
                }
            }
        }
        prop_assert_eq!(n_over, usize::from(scene.exchange.is_over()));
        // Three attempts, one more under the other version, and the pieces of each.
        prop_assert!(scene.sent.len() as u32 <= (MOST_ATTEMPTS + 1) * (1 + MOST_HOPS));
        let mut all_shown = scene.sent.iter().map(|(_, body)| &body["contents"]);
        let first = all_shown.next().cloned();
        prop_assert!(all_shown.all(|contents| Some(contents) == first.as_ref()));
    }
}
