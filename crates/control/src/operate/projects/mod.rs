//! Creating, changing and deleting projects.

mod create;
pub(crate) mod delete;
mod handle;
mod policy;
mod settings;
mod slug_status;
mod update;

pub use create::CreateProject;
pub use delete::DeleteProject;
pub use handle::Projects;
pub use policy::KeyPolicyPatch;
pub use settings::ProjectSettings;
pub use slug_status::SlugStatus;
pub use update::UpdateProject;
