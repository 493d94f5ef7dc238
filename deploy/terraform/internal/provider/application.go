package provider

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework-validators/int64validator"
	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/mapdefault"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/keyplane/keyplane/deploy/terraform/internal/client"
)

type application struct {
	ID                         types.String `tfsdk:"id"`
	ClientID                   types.String `tfsdk:"client_id"`
	ProjectID                  types.String `tfsdk:"project_id"`
	ExternalID                 types.String `tfsdk:"external_id"`
	Name                       types.String `tfsdk:"name"`
	Description                types.String `tfsdk:"description"`
	Owner                      types.String `tfsdk:"owner"`
	Labels                     types.Map    `tfsdk:"labels"`
	Type                       types.String `tfsdk:"type"`
	AuthMethod                 types.String `tfsdk:"auth_method"`
	Enabled                    types.Bool   `tfsdk:"enabled"`
	AccessTokenFormat          types.String `tfsdk:"access_token_format"`
	AccessTokenLifetimeSeconds types.Int64  `tfsdk:"access_token_lifetime_seconds"`
	TokensPerMinute            types.Int64  `tfsdk:"tokens_per_minute"`
	AllowAnySubject            types.Bool   `tfsdk:"allow_any_subject"`
	AllowTokenEndpointAudience types.Bool   `tfsdk:"allow_token_endpoint_audience"`
	AllowedClaims              types.Set    `tfsdk:"allowed_claims"`
	FederatedGrants            types.Set    `tfsdk:"federated_grants"`
	FederatedClaim             types.Bool   `tfsdk:"federated_claim"`
	ClientIDAliases            types.Set    `tfsdk:"client_id_aliases"`
	AssertionAudiences         types.Set    `tfsdk:"assertion_audiences"`
	DefaultAPIID               types.String `tfsdk:"default_api_id"`
	CreatedAt                  types.String `tfsdk:"created_at"`
}

// noSecret leaves a new application without a client secret: the one that the server would make is seen by
// its creator only.
var noSecret = false

var noLabels = types.MapValueMust(types.StringType, map[string]attr.Value{})

var applicationKind = &kind[application, client.ApplicationFields]{
	name:    "application",
	prefix:  "app",
	address: "PROJECT_SLUG/EXTERNAL_ID",
	keys:    [][]string{{"project_id", "external_id"}, {"project_id", "name"}},
	schema: schema.Schema{
		MarkdownDescription: "An application: an OAuth 2.0 client of a project. Needs `APPLICATIONS_WRITE`. An " +
			"application of a method with a client secret has none at first: create it with " +
			"`rotateClientSecret` where it is used, so that no state has it.",
		Attributes: map[string]schema.Attribute{
			"id":          idAttribute("app"),
			"client_id":   given("OAuth 2.0 `client_id`; equal to the ID."),
			"project_id":  reference("ID of the project."),
			"external_id": externalID(),
			"name":        nameAttribute(),
			"description": prose("What the application is for", 500),
			"owner":       prose("Contact for the application, such as a team or an address", 200),
			"labels": schema.MapAttribute{
				MarkdownDescription: "Labels, up to 32. A key has 1 to 63 lower-case letters, digits, dots, " +
					"underscores, slashes and hyphens, a value 0 to 255 characters; default none.",
				ElementType: types.StringType,
				Optional:    true,
				Computed:    true,
				Default:     mapdefault.StaticValue(noLabels),
			},
			"type": schema.StringAttribute{
				MarkdownDescription: "Type: " + names(client.AllApplicationType) + ". A `SERVICE` obtains access " +
					"tokens; a `RESOURCE_SERVER` only introspects them. Another value replaces the application.",
				Required:      true,
				Validators:    oneOf(client.AllApplicationType),
				PlanModifiers: replaces,
			},
			"auth_method": choice("Method of client authentication. A change deletes the client secrets",
				client.AllClientAuthMethod, client.ClientAuthMethodPrivateKeyJwt),
			"enabled": enabledAttribute("Whether the application is enabled. A disabled application cannot " +
				"authenticate or use its tokens"),
			"access_token_format": choice("Format of the access tokens", client.AllAccessTokenFormat,
				client.AccessTokenFormatJwt),
			"access_token_lifetime_seconds": number("Access token lifetime in seconds", 60, 2_419_200, 1_800),
			"tokens_per_minute": schema.Int64Attribute{
				MarkdownDescription: "Maximum number of access tokens a minute, 1 to 1000000, of each replica; " +
					"null for no quota.",
				Optional:   true,
				Validators: []validator.Int64{int64validator.Between(1, 1_000_000)},
			},
			"allow_any_subject": flag("Whether grant assertions may name a `sub` other than the `client_id`", false),
			"allow_token_endpoint_audience": flag("Whether assertions may name the token endpoint instead of the "+
				"issuer in `aud`", false),
			"allowed_claims": choices[string]("Names of claims that are copied from a grant assertion into the "+
				"access token; up to 32", nil),
			"federated_grants": choices("Grants for which the application may send a token of a trusted issuer",
				client.AllFederatedGrant),
			"federated_claim": flag("Whether an access token that was issued for a token of a trusted issuer "+
				"names its `iss` and `sub` in the claim `federated`", false),
			"client_id_aliases": choices[string]("Other values of `client_id` that name the application, up to 5; "+
				"callers brought them along from another server", nil),
			"assertion_audiences": choices[string]("Further values of `aud` that the application's assertions may "+
				"have, up to 5", nil),
			"default_api_id": schema.StringAttribute{
				MarkdownDescription: "ID of the API whose identifier is the audience of tokens requested without " +
					"`resource`; null for the issuer.",
				Optional: true,
			},
			"created_at": createdAt(),
		},
	},
	id:   func(model *application) *types.String { return &model.ID },
	fill: (*application).fill,
	pick: func(node client.NodeNode) *client.ApplicationFields {
		if found, ok := node.(*client.NodeNodeApplication); ok {
			return &found.ApplicationFields
		}
		return nil
	},

	create: createApplication,
	update: updateApplication,
	delete: func(ctx context.Context, api *client.Client, model *application) error {
		_, err := client.DeleteApplication(ctx, api, client.DeleteApplicationInput{ApplicationId: model.ID.ValueString()})
		return err
	},

	find: findApplication,
	at: func(ctx context.Context, api *client.Client, address string) (*client.ApplicationFields, error) {
		slug, name, err := inProject(address)
		if err != nil {
			return nil, err
		}
		return applicationAt(ctx, api, slug, name)
	},
}

func createApplication(ctx context.Context, api *client.Client, model *application) (*client.ApplicationFields, error) {
	answer, err := client.CreateApplication(ctx, api, client.CreateApplicationInput{
		ProjectId:                  model.ProjectID.ValueString(),
		Name:                       model.Name.ValueString(),
		ExternalId:                 optionalText[string](model.ExternalID),
		Type:                       text[client.ApplicationType](model.Type),
		GenerateSecret:             &noSecret,
		Description:                optionalText[string](model.Description),
		Owner:                      optionalText[string](model.Owner),
		Labels:                     model.labels(),
		AuthMethod:                 optionalText[client.ClientAuthMethod](model.AuthMethod),
		AccessTokenFormat:          optionalText[client.AccessTokenFormat](model.AccessTokenFormat),
		AccessTokenLifetimeSeconds: optionalNumber(model.AccessTokenLifetimeSeconds),
		TokensPerMinute:            optionalNumber(model.TokensPerMinute),
		AllowAnySubject:            optionalBool(model.AllowAnySubject),
		AllowTokenEndpointAudience: optionalBool(model.AllowTokenEndpointAudience),
		AllowedClaims:              texts[string](model.AllowedClaims),
		FederatedGrants:            texts[client.FederatedGrant](model.FederatedGrants),
		FederatedClaim:             optionalBool(model.FederatedClaim),
		ClientIdAliases:            someTexts[string](model.ClientIDAliases),
		AssertionAudiences:         someTexts[string](model.AssertionAudiences),
	})
	if err != nil {
		return nil, err
	}
	made := &answer.CreateApplication.Application
	if model.Enabled.ValueBool() && model.DefaultAPIID.IsNull() {
		return made, nil
	}

	// A new application is enabled and has no default API; only a change can set these.
	model.ID = types.StringValue(made.Id)
	changed, err := updateApplication(ctx, api, model)
	if err != nil {
		return made, err
	}
	return changed, nil
}

func updateApplication(ctx context.Context, api *client.Client, model *application) (*client.ApplicationFields, error) {
	answer, err := client.UpdateApplication(ctx, api, client.UpdateApplicationInput{
		ApplicationId:              model.ID.ValueString(),
		ExternalId:                 optionalText[string](model.ExternalID),
		Name:                       optionalText[string](model.Name),
		Enabled:                    optionalBool(model.Enabled),
		DefaultApiId:               optionalText[string](model.DefaultAPIID),
		Description:                optionalText[string](model.Description),
		Owner:                      optionalText[string](model.Owner),
		Labels:                     model.labels(),
		AuthMethod:                 optionalText[client.ClientAuthMethod](model.AuthMethod),
		AccessTokenFormat:          optionalText[client.AccessTokenFormat](model.AccessTokenFormat),
		AccessTokenLifetimeSeconds: optionalNumber(model.AccessTokenLifetimeSeconds),
		TokensPerMinute:            optionalNumber(model.TokensPerMinute),
		AllowAnySubject:            optionalBool(model.AllowAnySubject),
		AllowTokenEndpointAudience: optionalBool(model.AllowTokenEndpointAudience),
		AllowedClaims:              someTexts[string](model.AllowedClaims),
		FederatedGrants:            someTexts[client.FederatedGrant](model.FederatedGrants),
		FederatedClaim:             optionalBool(model.FederatedClaim),
		ClientIdAliases:            someTexts[string](model.ClientIDAliases),
		AssertionAudiences:         someTexts[string](model.AssertionAudiences),
	})
	if err != nil {
		return nil, err
	}
	return &answer.UpdateApplication.Application, nil
}

func (model *application) labels() []client.LabelInput {
	labels := []client.LabelInput{}
	for key, value := range model.Labels.Elements() {
		labels = append(labels, client.LabelInput{Key: key, Value: value.(types.String).ValueString()})
	}
	return labels
}

func (model *application) fill(from *client.ApplicationFields) {
	labels := map[string]attr.Value{}
	for _, label := range from.Labels {
		labels[label.Key] = types.StringValue(label.Value)
	}

	model.ID = textOf(from.Id)
	model.ClientID = textOf(from.ClientId)
	model.ProjectID = textOf(from.Project.Id)
	model.ExternalID = optionalTextOf(from.ExternalId)
	model.Name = textOf(from.Name)
	model.Description = textOf(from.Description)
	model.Owner = textOf(from.Owner)
	model.Labels = types.MapValueMust(types.StringType, labels)
	model.Type = textOf(from.Type)
	model.AuthMethod = textOf(from.AuthMethod)
	model.Enabled = types.BoolValue(from.Enabled)
	model.AccessTokenFormat = textOf(from.AccessTokenFormat)
	model.AccessTokenLifetimeSeconds = numberOf(from.AccessTokenLifetimeSeconds)
	model.TokensPerMinute = optionalNumberOf(from.TokensPerMinute)
	model.AllowAnySubject = types.BoolValue(from.AllowAnySubject)
	model.AllowTokenEndpointAudience = types.BoolValue(from.AllowTokenEndpointAudience)
	model.AllowedClaims = setOf(from.AllowedClaims)
	model.FederatedGrants = setOf(from.FederatedGrants)
	model.FederatedClaim = types.BoolValue(from.FederatedClaim)
	model.ClientIDAliases = setOf(from.ClientIdAliases)
	model.AssertionAudiences = setOf(from.AssertionAudiences)
	model.DefaultAPIID = types.StringNull()
	if from.DefaultApi != nil {
		model.DefaultAPIID = textOf(from.DefaultApi.Id)
	}
	model.CreatedAt = textOf(from.CreatedAt)
}

func findApplication(ctx context.Context, api *client.Client, model *application) (*client.ApplicationFields, error) {
	slug, err := projectSlug(ctx, api, model.ProjectID)
	if err != nil {
		return nil, err
	}
	name := model.Name.ValueString()
	return searchApplications(ctx, api, slug, optionalText[string](model.ExternalID),
		func(one *client.ApplicationFields) bool { return model.Name.IsNull() || one.Name == name })
}

// applicationAt is the application with this external ID in the project with this slug.
func applicationAt(ctx context.Context, api *client.Client, slug, externalID string) (*client.ApplicationFields, error) {
	return searchApplications(ctx, api, slug, &externalID, func(*client.ApplicationFields) bool { return true })
}

// searchApplications is the application of a project that fits and has the external ID, if one is given.
func searchApplications(ctx context.Context, api *client.Client, slug string, externalID *string,
	fits func(*client.ApplicationFields) bool,
) (*client.ApplicationFields, error) {
	return only(func(after *string) (*page[client.ApplicationFields], error) {
		answer, err := client.Applications(ctx, api, slug, externalID, after)
		if err != nil || answer.Project == nil {
			return nil, err
		}
		list := answer.Project.Applications
		return &page[client.ApplicationFields]{list.Nodes, list.PageInfo}, nil
	}, fits)
}
