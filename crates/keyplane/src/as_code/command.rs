//! `keyplane plan` and `keyplane apply`.

use super::{
    apply::carry_out,
    args::{ApplyArgs, PlanArgs, SetArgs},
    desired::Desired,
    drift,
    error::AsCodeError,
    plan::{ChangePlan, PlanOptions, make_plan},
    remote::{Actual, Histories, fetch},
};
use crate::{admin::confirm, admin_api::AdminApi, failure::Failure, print};

/// Prints what apply would do. An error if it would do anything.
pub(crate) async fn plan_files(args: PlanArgs) -> Result<(), Failure> {
    print_plan(args).await.map_err(Failure::of_plan)
}

async fn print_plan(args: PlanArgs) -> Result<(), Failure> {
    let work = Work::begin(&args.set)?;
    let (plan, _) = work.plan().await?;

    let text = match (args.drift, args.set.json) {
        (true, json) => {
            let histories = Histories::ask(&work.api, &plan).await.map_err(AsCodeError::Api)?;
            if json {
                line(&drift::json(&plan, &histories))
            } else {
                drift::report(&plan, &histories)
            }
        }
        (false, true) => {
            let mut json = plan.json();
            json["fingerprint"] = plan.fingerprint().into();
            line(&json)
        }
        (false, false) if plan.changes.is_empty() => plan.to_string(),
        (false, false) => format!("{plan}Fingerprint: {}\n", plan.fingerprint()),
    };
    print(&text)?;

    if !plan.conflicts.is_empty() {
        return Err(AsCodeError::Conflicts.into());
    }
    if plan.changes.is_empty() { Ok(()) } else { Err(AsCodeError::Differs.into()) }
}

/// Makes the server what the files say.
pub(crate) async fn apply_files(args: ApplyArgs) -> Result<(), Failure> {
    let work = Work::begin(&args.set)?;
    let (mut plan, mut actual) = work.plan().await?;
    if let Some(expected) = args.plan.as_ref().filter(|one| **one != plan.fingerprint()) {
        return Err(AsCodeError::OtherPlan(expected.clone()).into());
    }
    if args.set.json {
        print(&line(&plan.json()))?;
    } else {
        print(&plan.to_string())?;
    }

    if !plan.conflicts.is_empty() {
        return Err(AsCodeError::Conflicts.into());
    }
    if plan.changes.is_empty() {
        return Ok(());
    }
    if !args.yes && args.plan.is_none() {
        confirm("Apply these changes?", "in a script, add --yes")?;
        // A person may have thought for a long time.
        let shown = plan;
        (plan, actual) = work.plan().await?;
        if plan != shown {
            return Err(AsCodeError::Stale.into());
        }
    }

    work.carry_out(&plan, &actual).await
}

/// The files, the server and what may be done.
struct Work {
    api: AdminApi,
    desired: Desired,
    options: PlanOptions,
}

impl Work {
    fn begin(args: &SetArgs) -> Result<Self, Failure> {
        let desired = Desired::read(&args.files).map_err(|flaws| {
            eprintln!("{flaws}");
            AsCodeError::Files
        })?;
        let api = AdminApi::connect(&args.connection).map_err(AsCodeError::Api)?;
        let options = PlanOptions { prune: args.prune, adopt: args.adopt };
        Ok(Self { api, desired, options })
    }

    async fn plan(&self) -> Result<(ChangePlan, Actual), Failure> {
        let slugs = self.desired.projects.keys();
        let actual = fetch(&self.api, slugs, false).await.map_err(AsCodeError::Api)?;
        Ok((make_plan(&self.desired, &actual, self.options), actual))
    }

    async fn carry_out(&self, plan: &ChangePlan, actual: &Actual) -> Result<(), Failure> {
        let outcome = carry_out(&self.api, plan, actual).await;
        let outcome = outcome.map_err(AsCodeError::Interrupted)?;
        eprint!("{outcome}");
        if !outcome.is_complete() {
            return Err(AsCodeError::Incomplete.into());
        }

        // Changes by other operators meanwhile show here.
        let (after, _) = self.plan().await?;
        if after.changes.is_empty() && after.conflicts.is_empty() {
            return Ok(());
        }
        eprint!("{after}");
        Err(AsCodeError::Unsettled.into())
    }
}

fn line(json: &serde_json::Value) -> String {
    format!("{json:#}\n")
}
