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

// parseInProject reads PROJECT_SLUG/REST: the ID of the project, and the rest.
func parseInProject(ctx context.Context, api *client.Client, address string) (types.String, string, error) {
	slug, rest, ok := strings.Cut(address, "/")
	if !ok || slug == "" || rest == "" {
		return types.StringNull(), "", fmt.Errorf("%q is neither an ID nor a readable address, which begins "+
			"with the slug of the project and a slash", address)
	}
	answer, err := client.ProjectBySlug(ctx, api, slug)
	if err != nil {
		return types.StringNull(), "", err
	}
	if answer.Project == nil {
		return types.StringNull(), "", fmt.Errorf("there is no project %q, or the admin key cannot see it", slug)
	}
	return types.StringValue(answer.Project.Id), rest, nil
}

// parseInApplication reads PROJECT_SLUG/APPLICATION/REST, where REST has no slash: the ID of the
// application, and the rest.
func parseInApplication(ctx context.Context, api *client.Client, address string) (types.String, string, error) {
	at := strings.LastIndex(address, "/")
	if at < 0 {
		return types.StringNull(), "", fmt.Errorf("%q is neither an ID nor a readable address, which begins "+
			"with the slug of the project and a slash", address)
	}
	var owner application
	if err := parseApplication(ctx, api, address[:at], &owner); err != nil {
		return types.StringNull(), "", err
	}
	found, err := findApplication(ctx, api, &owner)
	if err != nil {
		return types.StringNull(), "", err
	}
	if found == nil {
		return types.StringNull(), "", fmt.Errorf("there is no application %s", address[:at])
	}
	return textOf(found.Id), address[at+1:], nil
}
