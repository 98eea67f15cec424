"""Every figure of quality, measured: beside simple ways, with intervals, as tables and plots."""
