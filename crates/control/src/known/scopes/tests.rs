use super::*;
use crate::{known::Change, store::Part};

fn is_kept_after(part: Option<Part>) -> bool {
    let (cache, scope) = (ScopeCache::new(), Uuid::from_u128(7));
    let entry = cache.entry(scope);
    cache.hear(&News::Changed { scope, part });
    Arc::ptr_eq(&entry, &cache.entry(scope))
}

#[test]
fn a_part_of_another_version_drops_the_whole_scope() {
    for unknown in ["policies", "application:app_x", "apis apis"] {
        assert!(!is_kept_after(Some(Part::new(unknown))), "{unknown}");
    }
    assert!(!is_kept_after(None));
    assert!(is_kept_after(Some(Part::new(Change::Apis))));
}

const SCOPE: Uuid = Uuid::from_u128(7);

fn is_current_after(news: &News) -> bool {
    let cache = ScopeCache::new();
    let view = ScopeView::of(cache.entry(SCOPE));
    cache.hear(news);
    view.require_current().is_ok()
}

#[test]
fn a_view_ends_with_the_first_commit_to_what_was_read() {
    let changed = |scope, part| News::Changed { scope, part };
    assert!(!is_current_after(&changed(SCOPE, None)));
    assert!(!is_current_after(&changed(SCOPE, Some(Part::new(Change::Apis)))));
    assert!(!is_current_after(&News::Missed));

    assert!(is_current_after(&changed(SCOPE, Some(Part::new(Change::Uncached)))));
    assert!(is_current_after(&changed(Uuid::from_u128(8), None)));
}

#[test]
fn an_entry_that_is_gone_counts_for_no_later_view_of_it() {
    let cache = ScopeCache::new();
    let entry = cache.entry(SCOPE);
    cache.hear(&News::Changed { scope: SCOPE, part: None });
    assert!(ScopeView::of(entry).require_current().is_err());
    assert!(ScopeView::of(cache.entry(SCOPE)).require_current().is_ok());
}

#[test]
fn an_entry_that_was_dropped_to_save_memory_no_longer_counts() {
    let cache = ScopeCache::new();
    let views: Vec<_> = (0..40_000_u128)
        .map(|one| (one, ScopeView::of(cache.entry(Uuid::from_u128(one)))))
        .collect();
    let mut dropped = 0;
    for (one, view) in views {
        let is_kept = cache.is_kept(Uuid::from_u128(one), &view.entry);
        assert_eq!(view.require_current().is_ok(), is_kept, "{one}");
        dropped += u32::from(!is_kept);
    }
    assert!(dropped > 0);
}
