package provider

import (
	"context"
	"fmt"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/keyplane/keyplane/deploy/terraform/internal/client"
)

// page is one page of a list; nil where the object that has the list does not exist.
type page[A any] struct {
	nodes []A
	info  client.PageFields
}

// only gives the one object of a list that fits; nil if none does, and an error if several do.
func only[A any](fetch func(after *string) (*page[A], error), fits func(*A) bool) (*A, error) {
	var found *A
	var after *string
	for {
		page, err := fetch(after)
		if err != nil || page == nil {
			return nil, err
		}
		for at := range page.nodes {
			if !fits(&page.nodes[at]) {
				continue
			}
			if found != nil {
				return nil, fmt.Errorf("several objects fit: name the object by its id")
			}
			found = &page.nodes[at]
		}
		if !page.info.HasNextPage {
			return found, nil
		}
		after = page.info.EndCursor
	}
}

// projectSlug is the slug of the project with this ID.
func projectSlug(ctx context.Context, api *client.Client, id types.String) (string, error) {
	project, err := projectKind.read(ctx, api, id.ValueString())
	if err != nil {
		return "", err
	}
	if project == nil {
		return "", fmt.Errorf("there is no project %s, or the admin key cannot see it", id.ValueString())
	}
	return project.Slug, nil
}

// applicationOf is the application with this ID.
func applicationOf(ctx context.Context, api *client.Client, id types.String) (*client.ApplicationFields, error) {
	application, err := applicationKind.read(ctx, api, id.ValueString())
	if err == nil && application == nil {
		return nil, fmt.Errorf("there is no application %s, or the admin key cannot see it", id.ValueString())
	}
	return application, err
}

// inProject splits a readable address into the slug of the project and the rest.
func inProject(address string) (string, string, error) {
	slug, rest, ok := strings.Cut(address, "/")
	if !ok || slug == "" || rest == "" {
		return "", "", fmt.Errorf("%q is neither an ID nor a readable address, which begins with the slug of "+
			"the project and a slash", address)
	}
	return slug, rest, nil
}

// inApplication reads PROJECT_SLUG/EXTERNAL_ID/REST, where REST has no slash: the application with the
// external ID, and the rest.
func inApplication(ctx context.Context, api *client.Client, address string) (*client.ApplicationFields, string, error) {
	slug, rest, err := inProject(address)
	if err != nil {
		return nil, "", err
	}
	at := strings.LastIndex(rest, "/")
	if at < 0 {
		return nil, "", fmt.Errorf("%q names no application: its external ID belongs between two slashes", address)
	}
	owner, err := applicationAt(ctx, api, slug, rest[:at])
	if err == nil && owner == nil {
		err = fmt.Errorf("there is no application with the external ID %q in the project %q", rest[:at], slug)
	}
	return owner, rest[at+1:], err
}
