package provider

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/keyplane/keyplane/deploy/terraform/internal/client"
)

type grant struct {
	ID            types.String `tfsdk:"id"`
	ApplicationID types.String `tfsdk:"application_id"`
	APIID         types.String `tfsdk:"api_id"`
	ExternalID    types.String `tfsdk:"external_id"`
	Scopes        types.Set    `tfsdk:"scopes"`
	CreatedAt     types.String `tfsdk:"created_at"`
}

var grantKind = &kind[grant, client.GrantFields]{
	name:    "grant",
	prefix:  "grt",
	address: "PROJECT_SLUG/APPLICATION_EXTERNAL_ID/API_NAME",
	keys:    [][]string{{"application_id", "api_id"}},
	schema: schema.Schema{
		MarkdownDescription: "A grant: an application may use an API with some of its scopes. An application has " +
			"one grant for an API at most. Needs `APPLICATIONS_WRITE`.",
		Attributes: map[string]schema.Attribute{
			"id":             idAttribute("grt"),
			"application_id": reference("ID of the application, of type `SERVICE` and in the API's project."),
			"api_id":         reference("ID of the API."),
			"external_id":    externalID(),
			"scopes":         choices[string]("Granted scopes, a subset of the API's scopes", nil),
			"created_at":     createdAt(),
		},
	},
	id:   func(model *grant) *types.String { return &model.ID },
	fill: (*grant).fill,
	pick: func(node client.NodeNode) *client.GrantFields {
		if found, ok := node.(*client.NodeNodeGrant); ok {
			return &found.GrantFields
		}
		return nil
	},

	create: createGrant,
	update: putGrant,
	delete: func(ctx context.Context, api *client.Client, model *grant) error {
		_, err := client.RevokeGrant(ctx, api, client.RevokeGrantInput{GrantId: model.ID.ValueString()})
		return err
	},

	find: findGrant,
	at: func(ctx context.Context, api *client.Client, address string) (*client.GrantFields, error) {
		owner, name, err := inApplication(ctx, api, address)
		if err != nil {
			return nil, err
		}
		return grantOf(ctx, api, owner, func(one *client.GrantFields) bool { return one.Api.Name == name })
	},
}

// createGrant refuses to take over a grant that exists: the Admin API would replace its scopes, and two
// resources would change them in turn.
func createGrant(ctx context.Context, api *client.Client, model *grant) (*client.GrantFields, error) {
	present, err := findGrant(ctx, api, model)
	if err != nil {
		return nil, err
	}
	if present != nil {
		return nil, &client.Error{
			Code:    "CONFLICT",
			Message: "the application has a grant for this API already: " + present.Id,
		}
	}
	return putGrant(ctx, api, model)
}

func putGrant(ctx context.Context, api *client.Client, model *grant) (*client.GrantFields, error) {
	answer, err := client.GrantApi(ctx, api, client.GrantApiInput{
		ApplicationId: model.ApplicationID.ValueString(),
		ApiId:         model.APIID.ValueString(),
		ExternalId:    optionalText[string](model.ExternalID),
		Scopes:        someTexts[string](model.Scopes),
	})
	if err != nil {
		return nil, err
	}
	return &answer.GrantApi.Grant, nil
}

func (model *grant) fill(from *client.GrantFields) {
	model.ID = textOf(from.Id)
	model.ApplicationID = textOf(from.Application.Id)
	model.APIID = textOf(from.Api.Id)
	model.ExternalID = optionalTextOf(from.ExternalId)
	model.Scopes = setOf(from.Scopes)
	model.CreatedAt = textOf(from.CreatedAt)
}

func findGrant(ctx context.Context, api *client.Client, model *grant) (*client.GrantFields, error) {
	owner, err := applicationOf(ctx, api, model.ApplicationID)
	if err != nil {
		return nil, err
	}
	id := model.APIID.ValueString()
	return grantOf(ctx, api, owner, func(one *client.GrantFields) bool { return one.Api.Id == id })
}

func grantOf(ctx context.Context, api *client.Client, owner *client.ApplicationFields,
	fits func(*client.GrantFields) bool,
) (*client.GrantFields, error) {
	return only(func(after *string) (*page[client.GrantFields], error) {
		answer, err := client.ApplicationGrants(ctx, api, owner.Project.Slug, owner.Id, after)
		if err != nil || answer.Project == nil || answer.Project.Application == nil {
			return nil, err
		}
		list := answer.Project.Application.Grants
		return &page[client.GrantFields]{list.Nodes, list.PageInfo}, nil
	}, fits)
}
