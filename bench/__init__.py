"""The measures that `script/bench` prints, each against its limit (docs/performance.md)."""
