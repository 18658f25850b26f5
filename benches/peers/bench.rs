//! What `make bench` measures: natively commands come by lines of the standard input, in a browser's worker by messages, and answers
//! go the same way. Files are read in pieces of a mebibyte, as the app reads them.

mod commands;

use commands::{Answer, Command, Source, Workbench};

const PIECE_BYTES: usize = 1 << 20;

fn run(
    workbench: &mut Workbench,
    command: &str,
    n_bytes: u64,
    mut pieces: impl Iterator<Item = Vec<u8>>,
    now: &dyn Fn() -> f64,
) -> Result<Answer, String> {
    let command: Command = serde_json::from_str(command).map_err(|error| format!("{command}: {error}"))?;
    workbench.run(&command, Source { n_bytes, pieces: &mut pieces }, now)
}

fn main() {
    #[cfg(target_arch = "wasm32")]
    in_worker::listen();
    #[cfg(not(target_arch = "wasm32"))]
    on_command_line::listen();
}

/// Messages `{ command, bytes? }` in, `{ figures | error, bytes? }` out.
#[cfg(target_arch = "wasm32")]
mod in_worker {
    use js_sys::{Object, Reflect, Uint8Array, WebAssembly};
    use serde_json::json;
    use smart_loan_recovery::browser::clock;
    use wasm_bindgen::closure::Closure;
    use wasm_bindgen::{JsCast, JsValue};
    use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

    use super::{PIECE_BYTES, Workbench, run};

    pub fn listen() {
        let mut workbench = Workbench::default();
        let scope: DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
        let answer = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| hear(&mut workbench, &event.data()));
        scope.set_onmessage(Some(answer.as_ref().unchecked_ref()));
        answer.forget();
    }

    fn hear(workbench: &mut Workbench, message: &JsValue) {
        let field = |name: &str| Reflect::get(message, &name.into()).unwrap_or(JsValue::UNDEFINED);
        let command = field("command").as_string().unwrap_or_default();
        let file: Option<Uint8Array> = field("bytes").dyn_into().ok();
        let n_bytes = file.as_ref().map_or(0, Uint8Array::length);
        let pieces = (0..n_bytes)
            .step_by(PIECE_BYTES)
            .filter_map(|start| Some(file.as_ref()?.subarray(start, (start + PIECE_BYTES as u32).min(n_bytes)).to_vec()));
        let reply = Object::new();
        let set = |name: &str, value: &JsValue| _ = Reflect::set(&reply, &name.into(), value);
        match run(workbench, &command, n_bytes.into(), pieces, &clock::now) {
            Ok(mut answer) => {
                answer.figures["wasm_bytes"] = json!(memory_bytes());
                set("figures", &answer.figures.to_string().into());
                set("bytes", &Uint8Array::from(answer.bytes.as_slice()));
            }
            Err(error) => set("error", &error.into()),
        }
        let scope: DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
        let _ = scope.post_message(&reply);
    }

    /// How large the memory has grown: it never shrinks.
    fn memory_bytes() -> f64 {
        let memory: WebAssembly::Memory = wasm_bindgen::memory().unchecked_into();
        Reflect::get(&memory.buffer(), &"byteLength".into()).ok().and_then(|bytes| bytes.as_f64()).unwrap_or(0.0)
    }
}

/// Lines `command TAB file? TAB file for bytes?` in, one JSON object a line out.
#[cfg(not(target_arch = "wasm32"))]
mod on_command_line {
    #![allow(clippy::disallowed_methods, reason = "runs natively, where there is a clock")]

    use std::fs::{self, File};
    use std::io::{self, BufRead, Read, Write};
    use std::time::Instant;

    use serde_json::{Value, json};

    use super::{Answer, PIECE_BYTES, Workbench, run};

    pub fn listen() {
        let mut workbench = Workbench::default();
        let started = Instant::now();
        let now = || started.elapsed().as_secs_f64() * 1e3;
        for line in io::stdin().lock().lines().map_while(Result::ok) {
            let mut words = line.split('\t');
            let (command, file, out) = (words.next().unwrap_or(""), words.next().unwrap_or(""), words.next());
            let cpu = cpu_seconds();
            let n_bytes = fs::metadata(file).map_or(0, |file| file.len());
            let answer = run(&mut workbench, command, n_bytes, pieces(file), &now);
            let cpu_seconds = cpu_seconds() - cpu;
            let reply = match answer.and_then(|answer| keep(answer, out)) {
                Ok(mut figures) => {
                    figures["cpu_seconds"] = json!(cpu_seconds);
                    figures
                }
                Err(error) => json!({ "error": error }),
            };
            let mut out = io::stdout().lock();
            if writeln!(out, "{reply}").and_then(|()| out.flush()).is_err() {
                return;
            }
        }
    }

    /// The bytes of an answer go to a file, if one is named.
    fn keep(answer: Answer, out: Option<&str>) -> Result<Value, String> {
        if let Some(path) = out {
            fs::write(path, answer.bytes).map_err(|error| format!("{path}: {error}"))?;
        }
        Ok(answer.figures)
    }

    fn pieces(path: &str) -> impl Iterator<Item = Vec<u8>> {
        let mut file = File::open(path).ok();
        std::iter::from_fn(move || {
            let mut piece = Vec::with_capacity(PIECE_BYTES);
            file.as_mut()?.take(PIECE_BYTES as u64).read_to_end(&mut piece).ok()?;
            (!piece.is_empty()).then_some(piece)
        })
    }

    /// What this thread has used of a processor, as Linux counts it in nanoseconds; 0 elsewhere.
    fn cpu_seconds() -> f64 {
        let text = fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
        text.split_whitespace().next().and_then(|nanoseconds| nanoseconds.parse::<f64>().ok()).unwrap_or(0.0) / 1e9
    }
}
