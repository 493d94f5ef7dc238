package provider

import (
	"context"
	"errors"

	"github.com/hashicorp/terraform-plugin-framework-validators/int64validator"
	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/objectdefault"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/keyplane/keyplane/deploy/terraform/internal/client"
)

type project struct {
	ID                    types.String `tfsdk:"id"`
	Slug                  types.String `tfsdk:"slug"`
	Name                  types.String `tfsdk:"name"`
	Description           types.String `tfsdk:"description"`
	AuthorizationEndpoint types.String `tfsdk:"authorization_endpoint"`
	AcceptAudience        types.Bool   `tfsdk:"accept_audience_parameter"`
	KeyPolicy             *keyPolicy   `tfsdk:"key_policy"`
	Issuer                types.String `tfsdk:"issuer"`
	OpenIDConfiguration   types.String `tfsdk:"openid_configuration"`
	JWKSURI               types.String `tfsdk:"jwks_uri"`
	TokenEndpoint         types.String `tfsdk:"token_endpoint"`
	IntrospectionEndpoint types.String `tfsdk:"introspection_endpoint"`
	RevocationEndpoint    types.String `tfsdk:"revocation_endpoint"`
	CreatedAt             types.String `tfsdk:"created_at"`
}

type keyPolicy struct {
	SigningAlgorithm             types.String `tfsdk:"signing_algorithm"`
	RSABits                      types.Int64  `tfsdk:"rsa_bits"`
	RotationPeriodSeconds        types.Int64  `tfsdk:"rotation_period_seconds"`
	PublishAheadSeconds          types.Int64  `tfsdk:"publish_ahead_seconds"`
	JWKSMaxAgeSeconds            types.Int64  `tfsdk:"jwks_max_age_seconds"`
	MaxAdminTokenLifetimeSeconds types.Int64  `tfsdk:"max_admin_token_lifetime_seconds"`
}

// protectedProject is a project as a resource: it has a setting that only the state knows.
type protectedProject struct {
	project
	DeletionProtection types.Bool `tfsdk:"deletion_protection"`
}

var keyPolicySchema = schema.SingleNestedAttribute{
	MarkdownDescription: "Rules for the project's signing keys and its admin tokens. What is left out is the " +
		"default.",
	Optional: true,
	Computed: true,
	Attributes: map[string]schema.Attribute{
		"signing_algorithm": choice("Algorithm of new signing keys", client.AllKeyAlgorithm, client.KeyAlgorithmRs256),
		"rsa_bits":          number("Size of new RSA signing keys in bits, a multiple of 1024", 2048, 4096, 2048),
		"rotation_period_seconds": schema.Int64Attribute{
			MarkdownDescription: "Time in seconds after which a signing key is replaced, 86400 to 315360000 and " +
				"at least twice `publish_ahead_seconds`; null for no schedule, which is the default.",
			Optional:   true,
			Validators: []validator.Int64{int64validator.Between(86_400, 315_360_000)},
		},
		"publish_ahead_seconds": number("Time in seconds for which a signing key is published before it signs, at "+
			"least twice `jwks_max_age_seconds`", 900, 7_776_000, 86_400),
		"jwks_max_age_seconds": number("Time in seconds for which verifiers may cache the JWKS", 60, 3_600, 300),
		"max_admin_token_lifetime_seconds": number("Maximum lifetime in seconds of admin tokens signed with this "+
			"project's keys", 60, 86_400, 86_400),
	},
	Default: objectdefault.StaticValue(types.ObjectValueMust(
		map[string]attr.Type{
			"signing_algorithm":                types.StringType,
			"rsa_bits":                         types.Int64Type,
			"rotation_period_seconds":          types.Int64Type,
			"publish_ahead_seconds":            types.Int64Type,
			"jwks_max_age_seconds":             types.Int64Type,
			"max_admin_token_lifetime_seconds": types.Int64Type,
		},
		map[string]attr.Value{
			"signing_algorithm":                textOf(client.KeyAlgorithmRs256),
			"rsa_bits":                         types.Int64Value(2048),
			"rotation_period_seconds":          types.Int64Null(),
			"publish_ahead_seconds":            types.Int64Value(86_400),
			"jwks_max_age_seconds":             types.Int64Value(300),
			"max_admin_token_lifetime_seconds": types.Int64Value(86_400),
		},
	)),
}

func projectAttributes() map[string]schema.Attribute {
	return map[string]schema.Attribute{
		"id": idAttribute("prj"),
		"slug": schema.StringAttribute{
			MarkdownDescription: "Last path segment of the issuer URL, 3 to 32 lower-case letters, digits and " +
				"inner hyphens. It is never reused, also after the project was deleted. Another value replaces " +
				"the project with all that it has.",
			Required:      true,
			Validators:    []validator.String{stringvalidator.LengthBetween(3, 32)},
			PlanModifiers: replaces,
		},
		"name":        nameAttribute(),
		"description": prose("What the project is for", 500),
		"authorization_endpoint": schema.StringAttribute{
			MarkdownDescription: "URL of the project's own login, published in the discovery document: https " +
				"(http for localhost), at most 2,048 characters, without a fragment; null for none.",
			Optional:   true,
			Validators: []validator.String{isLoginURL{}},
		},
		"accept_audience_parameter": flag("Whether the token endpoint takes `audience` as another name of "+
			"`resource`", true),
		"key_policy":             keyPolicySchema,
		"issuer":                 given("Issuer identifier, as in `iss`."),
		"openid_configuration":   given("URL of the discovery document."),
		"jwks_uri":               given("URL of the JWKS with the project's public keys."),
		"token_endpoint":         given("URL of the token endpoint."),
		"introspection_endpoint": given("URL of the introspection endpoint (RFC 7662)."),
		"revocation_endpoint":    given("URL of the revocation endpoint (RFC 7009)."),
		"created_at":             createdAt(),
	}
}

func protectedProjectAttributes() map[string]schema.Attribute {
	attributes := projectAttributes()
	attributes["deletion_protection"] = flag("Whether a destroy is refused. A deleted project cannot be "+
		"restored: its applications, keys and APIs end with it, and its slug stays taken. To delete one, set "+
		"this to `false`, apply, and then destroy", true)
	return attributes
}

func pickProject(node client.NodeNode) *client.ProjectFields {
	if found, ok := node.(*client.NodeNodeProject); ok {
		return &found.ProjectFields
	}
	return nil
}

// projectKind is the project of the data source.
var projectKind = &kind[project, client.ProjectFields]{
	name:   "project",
	prefix: "prj",
	schema: schema.Schema{Attributes: projectAttributes()},
	keys:   [][]string{{"slug"}},
	id:     func(model *project) *types.String { return &model.ID },
	fill:   (*project).fill,
	pick:   pickProject,
	find: func(ctx context.Context, api *client.Client, model *project) (*client.ProjectFields, error) {
		return projectAt(ctx, api, model.Slug.ValueString())
	},
}

// protectedProjectKind is the project of the resource.
var protectedProjectKind = &kind[protectedProject, client.ProjectFields]{
	name:    "project",
	prefix:  "prj",
	address: "PROJECT_SLUG",
	schema: schema.Schema{
		MarkdownDescription: "A project: an issuer with its own signing keys, applications and APIs. Needs the " +
			"permission `INSTANCE_WRITE` to create and delete it, and `PROJECT_WRITE` to change it.",
		Attributes: protectedProjectAttributes(),
	},
	id:   func(model *protectedProject) *types.String { return &model.ID },
	fill: (*protectedProject).fill,
	pick: pickProject,

	create: createProject,
	update: updateProject,
	delete: deleteProject,

	at: projectAt,
}

func projectAt(ctx context.Context, api *client.Client, slug string) (*client.ProjectFields, error) {
	answer, err := client.ProjectBySlug(ctx, api, slug)
	if err != nil {
		return nil, err
	}
	return answer.Project, nil
}

func createProject(ctx context.Context, api *client.Client, model *protectedProject) (*client.ProjectFields, error) {
	answer, err := client.CreateProject(ctx, api, client.CreateProjectInput{
		Slug:                    model.Slug.ValueString(),
		Name:                    model.Name.ValueString(),
		Description:             optionalText[string](model.Description),
		AcceptAudienceParameter: optionalBool(model.AcceptAudience),
		KeyPolicy:               model.KeyPolicy.input(),
	})
	if err != nil {
		return nil, err
	}
	made := &answer.CreateProject.Project
	if model.AuthorizationEndpoint.IsNull() {
		return made, nil
	}

	// A new project has no login yet; only a change can set one.
	model.ID = types.StringValue(made.Id)
	changed, err := updateProject(ctx, api, model)
	if err != nil {
		return made, err
	}
	return changed, nil
}

func updateProject(ctx context.Context, api *client.Client, model *protectedProject) (*client.ProjectFields, error) {
	answer, err := client.UpdateProject(ctx, api, client.UpdateProjectInput{
		ProjectId:               model.ID.ValueString(),
		Name:                    optionalText[string](model.Name),
		Description:             optionalText[string](model.Description),
		AuthorizationEndpoint:   optionalText[string](model.AuthorizationEndpoint),
		AcceptAudienceParameter: optionalBool(model.AcceptAudience),
		KeyPolicy:               model.KeyPolicy.input(),
	})
	if err != nil {
		return nil, err
	}
	return &answer.UpdateProject.Project, nil
}

func deleteProject(ctx context.Context, api *client.Client, model *protectedProject) error {
	if model.DeletionProtection.ValueBool() {
		return errors.New("deletion_protection is true: a deleted project cannot be restored, and its slug " +
			"stays taken. To delete it nevertheless, set deletion_protection = false, apply, and then destroy.")
	}
	_, err := client.DeleteProject(ctx, api, client.DeleteProjectInput{
		ProjectId:   model.ID.ValueString(),
		ConfirmSlug: model.Slug.ValueString(),
	})
	return err
}

func (policy *keyPolicy) input() *client.KeyPolicyInput {
	return &client.KeyPolicyInput{
		SigningAlgorithm:             optionalText[client.KeyAlgorithm](policy.SigningAlgorithm),
		RsaBits:                      optionalNumber(policy.RSABits),
		RotationPeriodSeconds:        optionalNumber(policy.RotationPeriodSeconds),
		PublishAheadSeconds:          optionalNumber(policy.PublishAheadSeconds),
		JwksMaxAgeSeconds:            optionalNumber(policy.JWKSMaxAgeSeconds),
		MaxAdminTokenLifetimeSeconds: optionalNumber(policy.MaxAdminTokenLifetimeSeconds),
	}
}

func (model *project) fill(from *client.ProjectFields) {
	model.ID = textOf(from.Id)
	model.Slug = textOf(from.Slug)
	model.Name = textOf(from.Name)
	model.Description = textOf(from.Description)
	model.AuthorizationEndpoint = optionalTextOf(from.AuthorizationEndpoint)
	model.AcceptAudience = types.BoolValue(from.AcceptAudienceParameter)
	model.KeyPolicy = &keyPolicy{
		SigningAlgorithm:             textOf(from.KeyPolicy.SigningAlgorithm),
		RSABits:                      numberOf(from.KeyPolicy.RsaBits),
		RotationPeriodSeconds:        optionalNumberOf(from.KeyPolicy.RotationPeriodSeconds),
		PublishAheadSeconds:          numberOf(from.KeyPolicy.PublishAheadSeconds),
		JWKSMaxAgeSeconds:            numberOf(from.KeyPolicy.JwksMaxAgeSeconds),
		MaxAdminTokenLifetimeSeconds: numberOf(from.KeyPolicy.MaxAdminTokenLifetimeSeconds),
	}
	model.Issuer = textOf(from.Endpoints.Issuer)
	model.OpenIDConfiguration = textOf(from.Endpoints.OpenidConfiguration)
	model.JWKSURI = textOf(from.Endpoints.Jwks)
	model.TokenEndpoint = textOf(from.Endpoints.Token)
	model.IntrospectionEndpoint = textOf(from.Endpoints.Introspection)
	model.RevocationEndpoint = textOf(from.Endpoints.Revocation)
	model.CreatedAt = textOf(from.CreatedAt)
}

func (model *protectedProject) fill(from *client.ProjectFields) {
	model.project.fill(from)
	// An imported project has not got the setting yet.
	if model.DeletionProtection.IsNull() {
		model.DeletionProtection = types.BoolValue(true)
	}
}
