//! The size of a part of a document.

/// The size of a selection set after spreading its fragments.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Measure {
    /// Units of cost; a list's fields count once for each item.
    pub(super) cost: usize,
    /// Fields, and the fragments among them: the library walks one without a field too.
    pub(super) fields: usize,
    /// Levels of fields.
    pub(super) depth: usize,
    /// Fields of the set itself.
    pub(super) at_root: usize,
}

impl Measure {
    /// The size of a set below the deepest level that is measured.
    pub(super) const TOO_DEEP: Self =
        Self { cost: 0, fields: 0, depth: usize::MAX / 2, at_root: 0 };

    /// Adds the size of another selection of the same set.
    pub(super) fn add(&mut self, other: Self) {
        self.cost = self.cost.saturating_add(other.cost);
        self.fields = self.fields.saturating_add(other.fields);
        self.depth = self.depth.max(other.depth);
        self.at_root = self.at_root.saturating_add(other.at_root);
    }

    /// The size of a fragment with this content, whose directives cost `directives`.
    pub(super) fn as_fragment(self, directives: usize) -> Self {
        Self {
            cost: self.cost.saturating_add(directives),
            fields: self.fields.saturating_add(1),
            ..self
        }
    }
}
