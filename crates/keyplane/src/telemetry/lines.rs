//! The form of a log line. A line that is written for a request carries the request's ID, the ID of
//! its trace and, if it is an error, the path; so no call of a macro has to name them.

use std::fmt;

use keyplane_api::RequestScope;
use tracing::{Event, Level, Subscriber};
use tracing_subscriber::{
    fmt::{
        FmtContext, FormatEvent, FormatFields,
        format::{Format, Json, JsonFields, Writer},
        time::{FormatTime as _, SystemTime},
    },
    registry::LookupSpan,
};

/// Readable text.
pub(super) struct TextLines;

/// One JSON object a line.
pub(super) struct JsonLines(Format<Json>);

impl JsonLines {
    pub(super) fn new() -> Self {
        let format = tracing_subscriber::fmt::format().json().flatten_event(true);
        Self(format.with_current_span(false).with_span_list(false))
    }
}

impl<S, N> FormatEvent<S, N> for TextLines
where
    S: Subscriber + for<'a> LookupSpan<'a>,
    N: for<'a> FormatFields<'a> + 'static,
{
    fn format_event(
        &self,
        context: &FmtContext<'_, S, N>,
        mut writer: Writer<'_>,
        event: &Event<'_>,
    ) -> fmt::Result {
        let meta = event.metadata();
        let (dim, plain) =
            if writer.has_ansi_escapes() { ("\x1b[2m", "\x1b[0m") } else { ("", "") };
        let color = if writer.has_ansi_escapes() { color(*meta.level()) } else { "" };

        writer.write_str(dim)?;
        SystemTime.format_time(&mut writer)?;
        write!(writer, "{plain} {color}{:>5}{plain} {dim}", meta.level())?;
        let of_request =
            RequestScope::with_current(|scope| write_text(&mut writer, scope, *meta.level()));
        of_request.unwrap_or(Ok(()))?;
        write!(writer, "{}:{plain} ", meta.target())?;

        context.format_fields(writer.by_ref(), event)?;
        writeln!(writer)
    }
}

fn color(level: Level) -> &'static str {
    match level {
        Level::ERROR => "\x1b[31m",
        Level::WARN => "\x1b[33m",
        Level::INFO => "\x1b[32m",
        Level::DEBUG => "\x1b[34m",
        Level::TRACE => "\x1b[35m",
    }
}

fn write_text(writer: &mut Writer<'_>, scope: &RequestScope, level: Level) -> fmt::Result {
    write!(writer, "request_id={} ", scope.id)?;
    if let Some(trace) = &scope.trace_id {
        write!(writer, "trace_id={trace} ")?;
    }
    if level == Level::ERROR {
        write!(writer, "url.path={:?} ", scope.path())?;
    }
    Ok(())
}

impl<S> FormatEvent<S, JsonFields> for JsonLines
where
    S: Subscriber + for<'a> LookupSpan<'a>,
{
    fn format_event(
        &self,
        context: &FmtContext<'_, S, JsonFields>,
        mut writer: Writer<'_>,
        event: &Event<'_>,
    ) -> fmt::Result {
        let mut line = String::with_capacity(512);
        self.0.format_event(context, Writer::new(&mut line), event)?;
        let level = *event.metadata().level();
        let object = line.trim_end().strip_suffix('}');
        let written = object.and_then(|object| {
            RequestScope::with_current(|scope| write_json(&mut writer, object, scope, level))
        });
        match written {
            Some(written) => written,
            None => writer.write_str(&line),
        }
    }
}

/// Writes an object without its last brace, and the members of the request.
fn write_json(
    writer: &mut Writer<'_>,
    object: &str,
    scope: &RequestScope,
    level: Level,
) -> fmt::Result {
    write!(writer, "{object},\"request_id\":\"{}\"", scope.id)?;
    if let Some(trace) = &scope.trace_id {
        write!(writer, ",\"trace_id\":\"{trace}\"")?;
    }
    // Events that are about a path of their own have named it.
    if level == Level::ERROR && !object.contains("\"url.path\":") {
        let path = serde_json::Value::from(scope.path());
        write!(writer, ",\"url.path\":{path}")?;
    }
    writer.write_str("}\n")
}
