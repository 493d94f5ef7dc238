//! Integration tests and the benchmark.
