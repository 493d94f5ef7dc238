use keyplane_entity::id::ProjectId;

use super::*;

fn project(number: u128) -> Scope {
    Scope::Project(ProjectId(uuid::Uuid::from_u128(number)))
}

async fn query(shares: &Arc<Shares>, scope: Scope) -> Result<Visit, Refusal> {
    let mut visit = shares.enter(scope)?;
    visit.take_turn().await?;
    Ok(visit)
}

fn status<T>(result: Result<T, Refusal>) -> Option<u16> {
    match result.err()? {
        Refusal::AnswersWait(status) | Refusal::RequestsWait(status) => Some(status.as_u16()),
        _ => None,
    }
}

async fn hold(visit: Visit, bytes: usize) -> Result<Response, Refusal> {
    visit.keep(Response::new(Body::from(vec![b' '; bytes]))).await
}

/// Responses of three projects that together leave `left` bytes of the limit for projects.
async fn hold_all_but(shares: &Arc<Shares>, left: usize) -> Vec<Response> {
    let mut held = Vec::new();
    for number in 1..=3 {
        let bytes = WAITING_OF_SCOPE - if number == 1 { left } else { 0 };
        held.push(hold(query(shares, project(number)).await.unwrap(), bytes).await.unwrap());
    }
    held
}

#[tokio::test]
async fn answers_that_wait_are_bounded_for_one_scope_and_counted_until_they_are_read() {
    for scope in [project(1), Scope::Instance] {
        let shares = Shares::new();
        let half = WAITING_OF_SCOPE / 2;
        let first = hold(query(&shares, scope).await.unwrap(), half).await.unwrap();
        let second = hold(query(&shares, scope).await.unwrap(), half - 1).await.unwrap();
        assert_eq!(status(hold(query(&shares, scope).await.unwrap(), 2).await), Some(429));
        let other = hold(query(&shares, project(2)).await.unwrap(), half).await;
        assert!(other.is_ok(), "each scope has a share");

        let handed_over = first.into_body().collect().await.unwrap().to_bytes();
        assert_eq!(status(hold(query(&shares, scope).await.unwrap(), 2).await), Some(429));
        drop(handed_over);
        assert!(hold(query(&shares, scope).await.unwrap(), 2).await.is_ok());
        drop((second, other));
        assert!(shares.lock().scopes.is_empty());
        assert_eq!(shares.lock().waiting_of_projects, 0);
    }
}

#[tokio::test]
async fn answers_of_projects_leave_room_for_the_instance() {
    let shares = Shares::new();
    let held = hold_all_but(&shares, 50).await;
    assert_eq!(status(hold(query(&shares, project(9)).await.unwrap(), 100).await), Some(503));
    let changed = hold(shares.enter(project(9)).unwrap(), 100).await;
    assert!(changed.is_ok(), "a mutation that ran is answered");
    assert_eq!(status(shares.enter(project(9))), Some(503), "nothing more is begun");
    let read = hold(query(&shares, Scope::Instance).await.unwrap(), WAITING_OF_SCOPE).await;
    assert!(read.is_ok());
    drop((held, changed));
    assert!(hold(query(&shares, project(9)).await.unwrap(), 100).await.is_ok());
}

#[tokio::test]
async fn a_mutation_of_the_instance_is_never_refused_for_what_waits() {
    let shares = Shares::new();
    let mut held = hold_all_but(&shares, 0).await;
    held.push(hold(shares.enter(Scope::Instance).unwrap(), WAITING_OF_SCOPE).await.unwrap());
    assert_eq!(status(query(&shares, Scope::Instance).await), Some(429));
    let waiting: Vec<_> =
        (0..2 * REQUESTS_OF_SCOPE).map(|_| shares.enter(Scope::Instance).unwrap()).collect();
    assert!(hold(shares.enter(Scope::Instance).unwrap(), 8 * 1024 * 1024).await.is_ok());
    drop(waiting);
}

#[tokio::test]
async fn so_many_requests_of_one_scope_are_under_way_and_no_more() {
    let shares = Shares::new();
    let mut of_project: Vec<_> =
        (0..REQUESTS_OF_SCOPE).map(|_| shares.enter(project(1)).unwrap()).collect();
    assert_eq!(status(shares.enter(project(1))), Some(429));
    assert!(shares.enter(project(2)).is_ok());
    let answered = hold(of_project.pop().unwrap(), 1).await.unwrap();
    let entered = shares.enter(project(1));
    assert!(entered.is_ok(), "an answer that waits is no request under way");
    drop(answered);

    let _of_instance: Vec<_> =
        (0..REQUESTS_OF_SCOPE).map(|_| shares.enter(Scope::Instance).unwrap()).collect();
    assert_eq!(status(query(&shares, Scope::Instance).await), Some(429));
}

#[tokio::test]
async fn queries_of_one_scope_wait_for_each_other_and_not_for_those_of_others() {
    let shares = Shares::new();
    let mut running = Vec::new();
    for _ in 0..RUNNING_OF_SCOPE {
        running.push(query(&shares, project(1)).await.unwrap());
    }
    let mut next = Box::pin(query(&shares, project(1)));
    assert!(next.as_mut().now_or_never().is_none());
    assert!(query(&shares, project(2)).now_or_never().is_some());
    running.pop();
    assert!(next.now_or_never().is_some());
}

#[tokio::test]
async fn queries_of_all_projects_leave_turns_for_the_instance() {
    let shares = Shares::new();
    let mut running = Vec::new();
    for number in 0..RUNNING_OF_PROJECTS {
        let number = u128::try_from(number / RUNNING_OF_SCOPE).unwrap();
        running.push(query(&shares, project(number)).await.unwrap());
    }
    assert!(query(&shares, project(9)).now_or_never().is_none());
    for _ in 0..RUNNING_OF_SCOPE {
        let visit = query(&shares, Scope::Instance).now_or_never();
        running.push(visit.expect("a turn").unwrap());
    }
}

#[tokio::test]
async fn a_query_waits_so_long_for_its_turn_and_then_is_refused() {
    let shares = Shares::with_timeout(Duration::ZERO);
    let mut running = Vec::new();
    for _ in 0..RUNNING_OF_SCOPE {
        running.push(query(&shares, project(1)).await.unwrap());
    }
    assert_eq!(status(query(&shares, project(1)).await), Some(503));
    running.pop();
    assert!(query(&shares, project(1)).await.is_ok(), "the refused query took no turn");
}

#[tokio::test]
async fn a_query_learns_whether_it_waited_for_its_turn() {
    let shares = Shares::new();
    let mut running = Vec::new();
    for _ in 0..RUNNING_OF_SCOPE {
        let mut visit = shares.enter(project(1)).unwrap();
        assert!(!visit.take_turn().await.unwrap());
        running.push(visit);
    }
    let mut visit = shares.enter(project(1)).unwrap();
    let mut turn = Box::pin(visit.take_turn());
    assert!(turn.as_mut().now_or_never().is_none());
    running.pop();
    assert!(turn.await.unwrap());
}
