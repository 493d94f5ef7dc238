package provider

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework-validators/setvalidator"
	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/keyplane/keyplane/deploy/terraform/internal/client"
)

type apiModel struct {
	ID                       types.String `tfsdk:"id"`
	ProjectID                types.String `tfsdk:"project_id"`
	ExternalID               types.String `tfsdk:"external_id"`
	Name                     types.String `tfsdk:"name"`
	Identifier               types.String `tfsdk:"identifier"`
	Description              types.String `tfsdk:"description"`
	Scopes                   types.Set    `tfsdk:"scopes"`
	Accepts                  types.Set    `tfsdk:"accepts"`
	Enabled                  types.Bool   `tfsdk:"enabled"`
	ResourceServerID         types.String `tfsdk:"resource_server_id"`
	VerifyEndpoint           types.String `tfsdk:"verify_endpoint"`
	ResourceMetadataEndpoint types.String `tfsdk:"resource_metadata_endpoint"`
	CreatedAt                types.String `tfsdk:"created_at"`
}

var apiKind = &kind[apiModel, client.ApiFields]{
	name:    "api",
	prefix:  "api",
	address: "PROJECT_SLUG/NAME",
	keys:    [][]string{{"project_id", "name"}, {"project_id", "external_id"}},
	schema: schema.Schema{
		MarkdownDescription: "An API: an audience with scopes, and the kinds of token that it accepts. Needs " +
			"`APPLICATIONS_WRITE`.",
		Attributes: map[string]schema.Attribute{
			"id":          idAttribute("api"),
			"project_id":  reference("ID of the project."),
			"external_id": externalID(),
			"name": schema.StringAttribute{
				MarkdownDescription: "Name in URLs, 3 to 32 lower-case letters, digits and inner hyphens. Another " +
					"value replaces the API with its grants.",
				Required:      true,
				Validators:    []validator.String{stringvalidator.LengthBetween(3, 32)},
				PlanModifiers: replaces,
			},
			"identifier": schema.StringAttribute{
				MarkdownDescription: "Audience of the API's tokens: an absolute URI without a fragment, at most " +
					"255 characters. Another value replaces the API with its grants.",
				Required:      true,
				Validators:    []validator.String{stringvalidator.LengthBetween(1, 255)},
				PlanModifiers: replaces,
			},
			"description": prose("What the API is for", 500),
			"scopes": choices[string]("Scopes that can be granted, up to 100. A scope that is removed here is "+
				"removed from the grants too", nil),
			"accepts": accepts(),
			"enabled": enabledAttribute("Whether the API is enabled. A disabled API gets no tokens, and its " +
				"gateway check refuses every request"),
			"resource_server_id": schema.StringAttribute{
				MarkdownDescription: "ID of the application that serves the API and may introspect its tokens; " +
					"null for none.",
				Optional: true,
			},
			"verify_endpoint": given("URL of the gateway check, which a gateway calls for each request to the API."),
			"resource_metadata_endpoint": given("URL of the API's resource metadata document (RFC 9728); null where " +
				"the identifier is no https URL."),
			"created_at": createdAt(),
		},
	},
	id:   func(model *apiModel) *types.String { return &model.ID },
	fill: (*apiModel).fill,
	pick: func(node client.NodeNode) *client.ApiFields {
		if found, ok := node.(*client.NodeNodeApi); ok {
			return &found.ApiFields
		}
		return nil
	},

	create: createAPI,
	update: updateAPI,
	delete: func(ctx context.Context, api *client.Client, model *apiModel) error {
		_, err := client.DeleteApi(ctx, api, client.DeleteApiInput{ApiId: model.ID.ValueString()})
		return err
	},

	find: func(ctx context.Context, api *client.Client, model *apiModel) (*client.ApiFields, error) {
		slug, err := projectSlug(ctx, api, model.ProjectID)
		if err != nil {
			return nil, err
		}
		return searchAPIs(ctx, api, slug, optionalText[string](model.ExternalID), optionalText[string](model.Name))
	},
	at: func(ctx context.Context, api *client.Client, address string) (*client.ApiFields, error) {
		slug, name, err := inProject(address)
		if err != nil {
			return nil, err
		}
		return searchAPIs(ctx, api, slug, nil, &name)
	},
}

// searchAPIs is the API of a project with this external ID or name, as far as these are given.
func searchAPIs(ctx context.Context, api *client.Client, slug string, externalID, name *string) (*client.ApiFields, error) {
	return only(func(after *string) (*page[client.ApiFields], error) {
		answer, err := client.Apis(ctx, api, slug, externalID, after)
		if err != nil || answer.Project == nil {
			return nil, err
		}
		list := answer.Project.Apis
		return &page[client.ApiFields]{list.Nodes, list.PageInfo}, nil
	}, func(one *client.ApiFields) bool { return name == nil || one.Name == *name })
}

func accepts() schema.SetAttribute {
	attribute := choices("Kinds of token that the API accepts, at least one", client.AllAcceptedToken,
		client.AcceptedTokenAccessToken)
	attribute.Validators = append(attribute.Validators, setvalidator.SizeAtLeast(1))
	return attribute
}

func createAPI(ctx context.Context, api *client.Client, model *apiModel) (*client.ApiFields, error) {
	answer, err := client.CreateApi(ctx, api, client.CreateApiInput{
		ProjectId:        model.ProjectID.ValueString(),
		Name:             model.Name.ValueString(),
		Identifier:       model.Identifier.ValueString(),
		ExternalId:       optionalText[string](model.ExternalID),
		Description:      optionalText[string](model.Description),
		Scopes:           texts[string](model.Scopes),
		Accepts:          texts[client.AcceptedToken](model.Accepts),
		ResourceServerId: optionalText[string](model.ResourceServerID),
	})
	if err != nil {
		return nil, err
	}
	made := &answer.CreateApi.Api
	if model.Enabled.ValueBool() {
		return made, nil
	}

	// A new API is enabled; only a change can disable it.
	model.ID = types.StringValue(made.Id)
	changed, err := updateAPI(ctx, api, model)
	if err != nil {
		return made, err
	}
	return changed, nil
}

func updateAPI(ctx context.Context, api *client.Client, model *apiModel) (*client.ApiFields, error) {
	answer, err := client.UpdateApi(ctx, api, client.UpdateApiInput{
		ApiId:            model.ID.ValueString(),
		ExternalId:       optionalText[string](model.ExternalID),
		Enabled:          optionalBool(model.Enabled),
		Description:      optionalText[string](model.Description),
		Scopes:           someTexts[string](model.Scopes),
		Accepts:          texts[client.AcceptedToken](model.Accepts),
		ResourceServerId: optionalText[string](model.ResourceServerID),
	})
	if err != nil {
		return nil, err
	}
	return &answer.UpdateApi.Api, nil
}

func (model *apiModel) fill(from *client.ApiFields) {
	model.ID = textOf(from.Id)
	model.ProjectID = textOf(from.Project.Id)
	model.ExternalID = optionalTextOf(from.ExternalId)
	model.Name = textOf(from.Name)
	model.Identifier = textOf(from.Identifier)
	model.Description = textOf(from.Description)
	model.Scopes = setOf(from.Scopes)
	model.Accepts = setOf(from.Accepts)
	model.Enabled = types.BoolValue(from.Enabled)
	model.ResourceServerID = types.StringNull()
	if from.ResourceServer != nil {
		model.ResourceServerID = textOf(from.ResourceServer.Id)
	}
	model.VerifyEndpoint = textOf(from.VerifyEndpoint)
	model.ResourceMetadataEndpoint = optionalTextOf(from.ResourceMetadataEndpoint)
	model.CreatedAt = textOf(from.CreatedAt)
}
