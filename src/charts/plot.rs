use charming::Chart;
use charming::component::{Axis, Grid};
use charming::element::Tooltip;
use charming::series::{Bar, Line, Scatter};
use serde::Serialize;

/// A chart of one plot: charming's parts, of the kinds that this app draws. It is a [`Chart`] for whoever wants one; the
/// page writes the parts, because a `Chart` that is written out brings the code of all forty kinds of series with it
/// (measured: 110 kB of the page's wasm).
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Plot {
    grid: Vec<Grid>,
    x_axis: Vec<Axis>,
    y_axis: Vec<Axis>,
    #[serde(skip_serializing_if = "Option::is_none")]
    tooltip: Option<Tooltip>,
    series: Vec<Series>,
}

/// The kinds of series that plots have.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
#[allow(clippy::large_enum_variant)]
pub enum Series {
    /// Bars.
    Bar(Bar),
    /// A line.
    Line(Line),
    /// Points, on which words stand.
    Scatter(Scatter),
}

impl Plot {
    /// An empty plot.
    pub fn new() -> Plot {
        Plot::default()
    }

    /// With these margins.
    pub fn grid(mut self, grid: Grid) -> Plot {
        self.grid.push(grid);
        self
    }

    /// On this horizontal axis.
    pub fn x_axis(mut self, axis: Axis) -> Plot {
        self.x_axis.push(axis);
        self
    }

    /// On this vertical axis.
    pub fn y_axis(mut self, axis: Axis) -> Plot {
        self.y_axis.push(axis);
        self
    }

    /// With what is shown where the pointer is.
    pub fn tooltip(mut self, tooltip: Tooltip) -> Plot {
        self.tooltip = Some(tooltip);
        self
    }

    /// With one more series, drawn over those before.
    pub fn series(mut self, series: impl Into<Series>) -> Plot {
        self.series.push(series.into());
        self
    }
}

impl From<Bar> for Series {
    fn from(bar: Bar) -> Series {
        Series::Bar(bar)
    }
}

impl From<Line> for Series {
    fn from(line: Line) -> Series {
        Series::Line(line)
    }
}

impl From<Scatter> for Series {
    fn from(points: Scatter) -> Series {
        Series::Scatter(points)
    }
}

impl From<Plot> for Chart {
    fn from(plot: Plot) -> Chart {
        let mut chart = plot.grid.into_iter().fold(Chart::new(), Chart::grid);
        chart = plot.x_axis.into_iter().fold(chart, Chart::x_axis);
        chart = plot.y_axis.into_iter().fold(chart, Chart::y_axis);
        if let Some(tooltip) = plot.tooltip {
            chart = chart.tooltip(tooltip);
        }
        plot.series.into_iter().fold(chart, |chart, series| match series {
            Series::Bar(bar) => chart.series(bar),
            Series::Line(line) => chart.series(line),
            Series::Scatter(points) => chart.series(points),
        })
    }
}
