//! A start with a database that does not answer.

use keyplane_control::Control;
use secrecy::SecretString;
use tokio::net::TcpListener;

#[tokio::test]
async fn a_start_against_a_deaf_postgres_ends_and_says_where_it_waited() {
    // The kernel accepts the connection, but no program reads from it or writes to it.
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let url = SecretString::from(format!("postgres://keyplane:hush@{address}/keys"));

    let problem = Control::migrate(&url).await.unwrap_err().to_string();
    for word in [&address.to_string(), "keys", "did not answer within 10 s", "check that"] {
        assert!(problem.contains(word), "{word}: {problem}");
    }
    assert!(!problem.contains("hush"), "{problem}");
}
