//! The real binary: starts, ends, crashes, replicas.

mod commands;
mod file;
mod fleet;
mod gateway_log;
mod kills;
mod private;
mod process;
mod replay;
mod replicas;
mod starts;
mod storage_errors;
mod survival;
