//! The real binary: starts, ends, crashes, replicas.

mod commands;
mod process;
mod replicas;
mod starts;
mod survival;
