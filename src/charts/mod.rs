//! Data to charts: plain data for ECharts, no browser.
