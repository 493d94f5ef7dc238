//! The queue for key pairs: orders of the instance first, then one order of each project in turn.

use std::collections::VecDeque;

use keyplane_entity::{Scope, id::ProjectId};

/// Maximum number of waiting orders of all projects together, and of the instance, so that memory
/// stays bounded.
const MOST: usize = 1024;

/// Why an order is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Full {
    /// The scope has the maximum number of waiting orders.
    Share,
    /// All projects together have reached their limit.
    All,
}

/// An order that waits in the queue until its caller goes away.
pub(super) trait Waiting {
    /// Whether the caller went away.
    fn is_abandoned(&self) -> bool;
}

/// The orders that wait.
pub(super) struct Queue<T> {
    /// Maximum number of waiting orders of one scope.
    share: usize,
    instance: VecDeque<T>,
    /// Projects with orders, the next one first.
    projects: VecDeque<(ProjectId, VecDeque<T>)>,
}

impl<T: Waiting> Queue<T> {
    /// An empty queue. `share`: maximum number of waiting orders of one scope; 0 for no other limit
    /// than that of all.
    pub(super) fn new(share: usize) -> Self {
        let share = if share == 0 { MOST } else { share.min(MOST) };
        Self { share, instance: VecDeque::new(), projects: VecDeque::new() }
    }

    /// Puts an order at the end of its scope's line.
    pub(super) fn push(&mut self, scope: Scope, order: T) -> Result<(), Full> {
        let share = self.share;
        let Some(project) = scope.project() else {
            return push(&mut self.instance, order, share);
        };
        if self.projects.iter().map(|(_, line)| line.len()).sum::<usize>() >= MOST {
            self.forget_abandoned();
        }
        let waiting: usize = self.projects.iter().map(|(_, line)| line.len()).sum();
        let line = self.projects.iter_mut().find(|(id, _)| *id == project);
        match line {
            _ if waiting >= MOST => Err(Full::All),
            Some((_, line)) => push(line, order, share),
            None => {
                self.projects.push_back((project, VecDeque::from([order])));
                Ok(())
            }
        }
    }

    /// The number of orders that wait.
    pub(super) fn len(&self) -> usize {
        self.instance.len() + self.projects.iter().map(|(_, line)| line.len()).sum::<usize>()
    }

    /// The next order; orders whose callers went away are dropped.
    pub(super) fn pop(&mut self) -> Option<T> {
        if let Some(order) = pop(&mut self.instance) {
            return Some(order);
        }
        while let Some((project, mut line)) = self.projects.pop_front() {
            let order = pop(&mut line);
            if !line.is_empty() {
                self.projects.push_back((project, line));
            }
            if order.is_some() {
                return order;
            }
        }
        None
    }

    fn forget_abandoned(&mut self) {
        for (_, line) in &mut self.projects {
            line.retain(|order| !order.is_abandoned());
        }
        self.projects.retain(|(_, line)| !line.is_empty());
    }
}

fn push<T: Waiting>(line: &mut VecDeque<T>, order: T, share: usize) -> Result<(), Full> {
    line.retain(|order| !order.is_abandoned());
    if line.len() >= share {
        return Err(Full::Share);
    }
    line.push_back(order);
    Ok(())
}

fn pop<T: Waiting>(line: &mut VecDeque<T>) -> Option<T> {
    while let Some(order) = line.pop_front() {
        if !order.is_abandoned() {
            return Some(order);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use std::{cell::Cell, rc::Rc};

    use uuid::Uuid;

    use super::*;

    const SHARE: usize = 16;

    struct NamedOrder(&'static str, Rc<Cell<bool>>);

    impl Waiting for NamedOrder {
        fn is_abandoned(&self) -> bool {
            self.1.get()
        }
    }

    fn order(name: &'static str) -> NamedOrder {
        NamedOrder(name, Rc::default())
    }

    fn project(number: u128) -> Scope {
        Scope::Project(ProjectId(Uuid::from_u128(number)))
    }

    fn names(mut queue: Queue<NamedOrder>) -> Vec<&'static str> {
        std::iter::from_fn(|| queue.pop()).map(|order| order.0).collect()
    }

    #[test]
    fn the_instance_comes_first_and_projects_take_turns() {
        let mut queue = Queue::new(SHARE);
        for (scope, name) in [
            (project(1), "1a"),
            (project(1), "1b"),
            (project(1), "1c"),
            (project(2), "2a"),
            (Scope::Instance, "i"),
            (project(3), "3a"),
            (project(2), "2b"),
        ] {
            assert_eq!(queue.push(scope, order(name)), Ok(()));
        }
        assert_eq!(names(queue), ["i", "1a", "2a", "3a", "1b", "2b", "1c"]);
    }

    #[test]
    fn a_full_share_refuses_its_own_scope_only() {
        let mut queue = Queue::new(SHARE);
        for scope in [project(1), Scope::Instance] {
            for _ in 0..SHARE {
                assert_eq!(queue.push(scope, order("")), Ok(()));
            }
            assert_eq!(queue.push(scope, order("")), Err(Full::Share));
        }
        assert_eq!(queue.push(project(2), order("")), Ok(()));
    }

    #[test]
    fn without_a_share_one_scope_may_fill_the_queue() {
        for scope in [project(1), Scope::Instance] {
            let mut queue = Queue::new(0);
            for _ in 0..MOST {
                assert_eq!(queue.push(scope, order("")), Ok(()));
            }
            assert!(queue.push(scope, order("")).is_err());
        }
    }

    #[test]
    fn projects_together_have_a_bound_that_is_not_the_instances() {
        let mut queue = Queue::new(SHARE);
        for number in 0..MOST {
            assert_eq!(queue.push(project(number as u128), order("")), Ok(()));
        }
        assert_eq!(queue.push(project(0), order("")), Err(Full::All));
        assert_eq!(queue.push(project(9999), order("")), Err(Full::All));
        assert_eq!(queue.push(Scope::Instance, order("")), Ok(()));
    }

    #[test]
    fn an_order_whose_caller_went_away_neither_counts_nor_comes_up() {
        let mut queue = Queue::new(SHARE);
        let gone = Rc::new(Cell::new(false));
        for _ in 0..SHARE {
            assert_eq!(queue.push(project(1), NamedOrder("gone", Rc::clone(&gone))), Ok(()));
        }
        gone.set(true);
        assert_eq!(queue.push(project(1), order("next")), Ok(()));
        assert_eq!(queue.push(project(2), NamedOrder("gone", gone)), Ok(()));
        assert_eq!(names(queue), ["next"]);
    }
}
