//! Two servers that take turns under the same load, so that noise affects both.

use std::net::SocketAddr;

use crate::{
    bare::Operation,
    bench::{Bench, say},
    connection::Connection,
    drive::{Driver, Pace, Until, Workload},
    failure::{Failure, Result},
    floor::{Floor, FloorAnswer},
    process::Process,
    report::{Row, Unit},
    summary::{Figure, Slice},
};

/// Connections for measuring processor time: enough to keep every worker busy.
const BUSY: usize = 32;
/// Connections for measuring latency: few, so that no queue builds up.
const CALM: usize = 4;

/// A server under load.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Target<'a> {
    /// The server's process.
    pub process: &'a Process,
    /// The server's address.
    pub address: SocketAddr,
}

/// A row whose figure is the ratio of processor time to the floor's.
#[derive(Debug)]
pub(crate) struct FloorRow {
    /// See [`Row::name`].
    pub name: &'static str,
    /// The load.
    pub workload: Workload,
    /// The cryptography in the floor.
    pub operations: &'static [Operation],
    /// See [`Row::bar`].
    pub bar: Option<f64>,
}

/// A row whose figure is the ratio of the 99th percentile to that of a smaller server.
#[derive(Debug)]
pub(crate) struct BaseRow<'a> {
    /// See [`Row::name`].
    pub name: &'static str,
    /// The smaller server and its load.
    pub base: (Target<'a>, Workload),
    /// The larger server and its load.
    pub subject: (Target<'a>, Workload),
    /// See [`Row::bar`].
    pub bar: Option<f64>,
}

/// One slice of each side.
#[derive(Debug)]
pub(crate) struct Turn {
    /// The floor, the smaller server, or the quiet one.
    pub base: Slice,
    /// The server whose row it is.
    pub subject: Slice,
}

/// The most requests that [`against_floor`] sends if each may be sent only once: the slices, one to
/// warm up, the rounding to whole connections, and the first request.
pub(crate) fn requests_needed(bench: &Bench) -> usize {
    (bench.plan.tokens + BUSY) * (bench.plan.slices + 1) + 1
}

/// Measures a row against a bare axum handler that answers the same bytes.
pub(crate) async fn against_floor(bench: &Bench, server: Target<'_>, row: FloorRow) -> Result<Row> {
    say(row.name);
    let FloorRow { name, workload, operations, bar } = row;
    let request = workload.requests.last();
    let request = request.ok_or_else(|| Failure::Setup(format!("{name} sends nothing")))?;

    let mut connection = Connection::open(server.address).await?;
    let answer = FloorAnswer::like(request, &connection.exchange(request).await?);
    let floor = Floor::start(&answer)?;

    let until = if workload.once {
        Until::Answered(bench.plan.tokens)
    } else {
        Until::Elapsed(bench.plan.slice)
    };

    let mut base = Driver::connect(floor.target(), BUSY, workload.clone()).await?;
    let mut subject = Driver::connect(server, BUSY, workload).await?;
    server.process.reset_peak()?;

    let (mut turns, mut floors) = (Vec::new(), Vec::new());
    base.slice(until, Pace::Closed).await?;
    subject.slice(until, Pace::Closed).await?;
    for number in 0..bench.plan.slices {
        turns.push(turn(&mut base, &mut subject, until, number).await?);
        floors.push(bench.bare.cost_of_all(operations)?);
    }

    let floors: Vec<_> =
        turns.iter().zip(floors).map(|(turn, bare)| turn.base.cpu_per_answer() + bare).collect();
    let ratios =
        turns.iter().zip(&floors).map(|(turn, floor)| turn.subject.cpu_per_answer() / floor);

    Ok(Row {
        name: name.to_owned(),
        load: Some(Slice::pooled(turns.iter().map(|turn| &turn.subject))?.load()),
        peak_mib: Some(server.process.peak_memory()?),
        figure: Figure::of(ratios.collect()),
        floor_us: Some(Figure::of(floors).value),
        unit: Unit::CpuOverFloor,
        bar,
    })
}

/// Measures a row on two servers of different size.
pub(crate) async fn against_base(bench: &Bench, row: BaseRow<'_>) -> Result<Row> {
    say(row.name);
    let ((small, small_load), (large, large_load)) = (row.base, row.subject);

    let until = Until::Elapsed(bench.plan.slice);
    let mut base = Driver::connect(small, CALM, small_load).await?;
    let mut subject = Driver::connect(large, CALM, large_load).await?;

    let mut turns = Vec::new();
    base.slice(until, Pace::Closed).await?;
    subject.slice(until, Pace::Closed).await?;
    for number in 0..bench.plan.slices {
        turns.push(turn(&mut base, &mut subject, until, number).await?);
    }

    latency_row(row.name, &turns, large.process, row.bar)
}

/// A row whose figure is the ratio of the 99th percentiles of each turn.
pub(crate) fn latency_row(
    name: &str,
    turns: &[Turn],
    process: &Process,
    bar: Option<f64>,
) -> Result<Row> {
    let ratio = |turn: &Turn| turn.subject.latency(0.99) / turn.base.latency(0.99);
    Ok(Row {
        name: name.to_owned(),
        load: Some(Slice::pooled(turns.iter().map(|turn| &turn.subject))?.load()),
        peak_mib: Some(process.peak_memory()?),
        floor_us: Some(Slice::pooled(turns.iter().map(|turn| &turn.base))?.latency(0.99)),
        figure: Figure::of(turns.iter().map(ratio).collect()),
        unit: Unit::P99OverBase,
        bar,
    })
}

/// Measures one slice of each. The order alternates from turn to turn.
async fn turn(
    base: &mut Driver,
    subject: &mut Driver,
    until: Until,
    number: usize,
) -> Result<Turn> {
    if number.is_multiple_of(2) {
        let base = base.slice(until, Pace::Closed).await?;
        Ok(Turn { base, subject: subject.slice(until, Pace::Closed).await? })
    } else {
        let subject = subject.slice(until, Pace::Closed).await?;
        Ok(Turn { base: base.slice(until, Pace::Closed).await?, subject })
    }
}
