"""muster: one sourced, dated, mapped record of events from overlapping news reports."""
