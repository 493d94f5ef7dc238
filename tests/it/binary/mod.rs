//! The real binary: starts, stops, crashes, replicas.

mod bounds;
mod commands;
mod connections;
mod faults;
mod file;
mod fleet;
mod frozen;
mod gateway_log;
mod kills;
mod log_lines;
mod metrics;
mod observed;
mod private;
mod process;
mod replay;
mod replicas;
mod starts;
mod storage_errors;
mod survival;
mod traces;
