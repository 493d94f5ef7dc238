# By a readable address; the ID (prj_…) works too.
tofu import keyplane_project.acme acme
