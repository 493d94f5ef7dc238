//! The table of metrics against the pages and files that name them.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

use super::table::METRICS;

fn read(path: &str) -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    fs::read_to_string(root.join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// A metric's type and labels.
type Described = (String, BTreeSet<String>);

fn exposed() -> BTreeMap<String, Described> {
    let metrics = METRICS.into_iter().flatten();
    metrics
        .map(|metric| {
            let labels = metric.labels.iter().map(|&label| label.to_owned()).collect();
            (metric.name.to_owned(), (metric.kind.as_str().to_owned(), labels))
        })
        .collect()
}

/// The texts in backquotes of a cell.
fn quoted(cell: &str) -> Vec<String> {
    cell.split('`').skip(1).step_by(2).map(ToOwned::to_owned).collect()
}

/// The rows about metrics in the page of observability, by cells.
fn rows() -> Vec<Vec<String>> {
    let page = read("docs/observability.md");
    let (metrics, _) = page.split_once("\n## Traces").unwrap();
    let rows = metrics.lines().filter(|line| line.starts_with("| `"));
    rows.map(|row| {
        let cells = row.trim_matches('|').split('|');
        cells.map(|cell| cell.trim().to_owned()).collect()
    })
    .collect()
}

#[test]
fn the_page_of_observability_lists_every_metric_with_its_type_and_labels() {
    let mut listed = BTreeMap::new();
    for row in rows() {
        let [name, kind, labels, meaning, _] = &row[..] else { panic!("{row:?}") };
        assert!(!meaning.is_empty(), "{row:?}");
        let described = (kind.clone(), quoted(labels).into_iter().collect());
        listed.insert(quoted(name).pop().unwrap(), described);
    }
    assert_eq!(listed, exposed());
}

#[test]
fn a_metric_says_what_it_is_and_its_unit_by_its_name() {
    for metric in METRICS.into_iter().flatten() {
        let name = metric.name;
        let is_counter = metric.kind.as_str() == "counter";
        assert_eq!(name.ends_with("_total"), is_counter, "{name}");
        assert!(metric.kind.as_str() != "histogram" || name.ends_with("_seconds"), "{name}");
        assert!(!metric.help.is_empty() && !metric.help.ends_with('.'), "{name}: {}", metric.help);
    }
    let all = METRICS.into_iter().flatten().count();
    assert_eq!(exposed().len(), all, "a name stands twice");
}

/// The names in a query that could be metrics of this server.
fn names(text: &str) -> BTreeSet<&str> {
    let is_sign = |letter: char| letter.is_ascii_alphanumeric() || letter == '_';
    let ours = ["keyplane_", "http_server_", "db_client_", "process_"];
    text.split(|letter| !is_sign(letter))
        .filter(|word| ours.iter().any(|prefix| word.starts_with(prefix)))
        .collect()
}

#[test]
fn the_dashboard_and_the_alerts_name_only_metrics_and_labels_that_exist() {
    let exposed = exposed();
    let labels: BTreeSet<_> = exposed.values().flat_map(|(_, labels)| labels).collect();

    for path in [
        "deploy/grafana/keyplane.json",
        "deploy/prometheus/alerts.yml",
        "deploy/prometheus/alerts_test.yml",
    ] {
        let text = read(path);
        let found = names(&text);
        assert!(found.len() > 10, "{path}: {found:?}");
        for name in found {
            let series =
                ["_bucket", "_count", "_sum"].iter().find_map(|end| name.strip_suffix(end));
            let is_series = series.is_some_and(|histogram| {
                exposed.get(histogram).is_some_and(|(kind, _)| kind == "histogram")
            });
            let is_plain = exposed.get(name).is_some_and(|(kind, _)| kind != "histogram");
            let is_label = labels.iter().any(|label| *label == name);
            assert!(is_series || is_plain || is_label, "{path}: {name}");
        }
    }
}

#[test]
fn every_metric_with_a_worry_is_on_the_dashboard_or_has_an_alert() {
    let both = read("deploy/grafana/keyplane.json") + &read("deploy/prometheus/alerts.yml");
    let worrying = rows().into_iter().filter(|row| !row[4].is_empty());
    let names: Vec<_> = worrying.map(|row| quoted(&row[0]).pop().unwrap()).collect();
    assert!(names.len() > 10, "{names:?}");
    for name in names {
        assert!(both.contains(&name), "{name}");
    }
}
