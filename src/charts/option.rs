use serde_json::json;

use super::palette::color;
use super::parts::{LEGEND, PICK, TOPS};
use super::plot::Plot;

/// The plot as ECharts' option in JSON, with the conventions that every chart shares and that charming's types do not
/// have: tooltips drawn on the canvas (HTML ones would need inline styles), quiet motion, and nothing that reacts to the
/// pointer but the tooltip. Where less motion is wished for, whoever draws it turns `animation` off. The words for screen readers are the page's own: ECharts would put a list of numbers over them.
pub fn option_json(plot: &Plot) -> String {
    let mut option = serde_json::to_value(plot).unwrap_or_default();
    option["animation"] = json!(true);
    option["animationDuration"] = json!(160);
    option["textStyle"] = json!({ "fontFamily": "IBM Plex Sans Variable, system-ui, sans-serif", "fontSize": 12 });
    if let Some(tooltip) = option.get_mut("tooltip").and_then(|tooltip| tooltip.as_object_mut()) {
        tooltip.insert("renderMode".into(), json!("richText"));
        tooltip.insert("confine".into(), json!(true));
        tooltip.insert("backgroundColor".into(), json!(color("--sheet")));
        tooltip.insert("borderColor".into(), json!(color("--line")));
        tooltip.insert("textStyle".into(), json!({ "color": color("--ink"), "fontSize": 12.5 }));
    }
    for axis in ["xAxis", "yAxis"] {
        for axis in option[axis].as_array_mut().into_iter().flatten() {
            // A bar at the end of a value axis keeps its place, so that what lies on the plot in HTML lies on the same pixels.
            axis["containShape"] = json!(false);
            axis["axisLabel"]["lineHeight"] = json!(14);
            if axis["type"] == "value" {
                // On a narrow screen every second number will do.
                axis["axisLabel"]["hideOverlap"] = json!(true);
            }
            // charming knows this line's color only as a gauge's list of segments.
            if axis["axisLine"]["show"] == true {
                axis["axisLine"]["lineStyle"] = json!({ "color": color("--chart-axis"), "width": 1 });
            }
        }
    }
    for grid in option["grid"].as_array_mut().into_iter().flatten() {
        grid["outerBoundsMode"] = json!("none");
    }
    for series in option["series"].as_array_mut().into_iter().flatten() {
        let id = series["id"].as_str().unwrap_or_default().to_owned();
        if id.starts_with(PICK) {
            // What can be picked is outlined under the pointer; where it lies over bars, it must get the pointer first.
            series["emphasis"] = json!({ "itemStyle": { "borderColor": color("--ink"), "borderWidth": 1 } });
            if series["itemStyle"]["color"] == "transparent" {
                series["z"] = json!(7);
                series["tooltip"] = json!({ "show": false });
            }
        } else {
            series["emphasis"] = json!({ "disabled": true });
            series["cursor"] = json!("default");
            if series["type"] == "scatter" {
                // Words stand on points, and cut-offs are marked by them: nothing to point at, and they lie over every area.
                series["z"] = json!(if id.is_empty() { 5 } else { 6 });
                series["silent"] = json!(true);
                if series["label"].is_object() {
                    series["label"]["lineHeight"] = json!(15);
                }
            }
        }
        if id == TOPS {
            series["silent"] = json!(true);
        }
        if id.starts_with(LEGEND) {
            series["symbolOffset"] = json!([0, -16]);
        }
        if series["silent"] == true {
            series["tooltip"] = json!({ "show": false });
        }
    }
    option.to_string()
}
