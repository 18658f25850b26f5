//! ECharts on a canvas: drawn from plain data, resized with its box, and disposed of when dropped.

use wasm_bindgen::closure::Closure;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, ResizeObserver};

#[wasm_bindgen]
extern "C" {
    type Instance;
    #[wasm_bindgen(js_namespace = echarts, catch)]
    fn init(element: &Element) -> Result<Instance, JsValue>;
    #[wasm_bindgen(method, js_name = setOption)]
    fn set_option(this: &Instance, option: &JsValue, replaces: bool);
    type PointerEvent;
    #[wasm_bindgen(method, getter, js_name = type)]
    fn kind(this: &PointerEvent) -> String;
    #[wasm_bindgen(method, getter, js_name = seriesId)]
    fn series_id(this: &PointerEvent) -> Option<String>;
    #[wasm_bindgen(method, getter, js_name = dataIndex)]
    fn data_index(this: &PointerEvent) -> f64;
    #[wasm_bindgen(method)]
    fn on(this: &Instance, event: &str, handler: &Closure<dyn FnMut(PointerEvent)>);
    #[wasm_bindgen(method, js_name = dispatchAction)]
    fn dispatch_action(this: &Instance, action: &JsValue);
    #[wasm_bindgen(method)]
    fn resize(this: &Instance);
    #[wasm_bindgen(method)]
    fn dispose(this: &Instance);
    #[wasm_bindgen(method, js_name = getDataURL)]
    fn data_url(this: &Instance, options: &JsValue) -> String;
}

/// A chart in a box of the page.
pub struct Drawing {
    instance: std::rc::Rc<Instance>,
    observer: Option<ResizeObserver>,
    _on_resize: Closure<dyn FnMut()>,
    on_pointer: Option<Closure<dyn FnMut(PointerEvent)>>,
}

impl Drawing {
    /// An empty chart in this box, which must have a size. `None` where ECharts has not arrived.
    pub fn new(element: &Element) -> Option<Drawing> {
        let instance = std::rc::Rc::new(init(element).ok()?);
        let resized = std::rc::Rc::clone(&instance);
        let on_resize = Closure::<dyn FnMut()>::new(move || resized.resize());
        let observer = ResizeObserver::new(on_resize.as_ref().unchecked_ref()).ok();
        if let Some(observer) = &observer {
            observer.observe(element);
        }
        Some(Drawing { instance, observer, _on_resize: on_resize, on_pointer: None })
    }

    /// Calls `on_pick` with the first and the last item that the pointer was drawn over, of the series whose ids are `pick-` and the
    /// place of their first item: once for each press and release. Items between are outlined meanwhile.
    pub fn listen(&mut self, mut on_pick: impl FnMut(usize, usize) + 'static) {
        let instance = std::rc::Rc::clone(&self.instance);
        let mut start: Option<usize> = None;
        let mut act = move |event: &PointerEvent| -> Option<()> {
            let id = event.series_id()?;
            let offset: usize = id.strip_prefix("pick-")?.parse().ok()?;
            let item = event.data_index() as usize;
            let here = offset + item;
            match event.kind().as_str() {
                "mousedown" => start = Some(here),
                "mouseup" => {
                    let start = start.take()?;
                    on_pick(start.min(here), start.max(here));
                }
                _ => {
                    let start = start?.checked_sub(offset)?;
                    let items: Vec<String> = (start.min(item)..=start.max(item)).map(|item| item.to_string()).collect();
                    let action = format!(r#"{{"type":"highlight","seriesId":"{id}","dataIndex":[{}]}}"#, items.join(","));
                    instance.dispatch_action(&js_sys::JSON::parse(&action).ok()?);
                }
            }
            Some(())
        };
        let on_pointer = Closure::<dyn FnMut(PointerEvent)>::new(move |event: PointerEvent| {
            // Of a series that is only looked at there is nothing to do.
            let _ = act(&event);
        });
        for event in ["mousedown", "mousemove", "mouseup"] {
            self.instance.on(event, &on_pointer);
        }
        self.on_pointer = Some(on_pointer);
    }

    /// Draws; `option` is ECharts' option as JSON. What cannot be parsed draws nothing.
    pub fn draw(&self, option: &str) {
        if let Ok(option) = js_sys::JSON::parse(option) {
            self.instance.set_option(&option, true);
        }
    }

    /// Changes some series of what is drawn, by their ids; `series` is a list of them as JSON.
    pub fn update(&self, series: &str) {
        if let Ok(option) = js_sys::JSON::parse(&format!("{{\"series\":{series}}}")) {
            self.instance.set_option(&option, false);
        }
    }

    /// The picture as PNG bytes at double resolution on this ground.
    pub fn png(&self, ground: &str) -> Option<Vec<u8>> {
        let options = js_sys::JSON::parse(r#"{"type":"png","pixelRatio":2}"#).ok()?;
        js_sys::Reflect::set(&options, &"backgroundColor".into(), &ground.into()).ok()?;
        let address = self.instance.data_url(&options);
        let base64 = address.split_once(',')?.1;
        let binary = web_sys::window()?.atob(base64).ok()?;
        Some(binary.chars().map(|c| c as u8).collect())
    }
}

impl Drop for Drawing {
    fn drop(&mut self) {
        if let Some(observer) = &self.observer {
            observer.disconnect();
        }
        self.instance.dispose();
    }
}
