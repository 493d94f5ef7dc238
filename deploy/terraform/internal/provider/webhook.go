package provider

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/listplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/keyplane/keyplane/deploy/terraform/internal/client"
)

type webhook struct {
	ID         types.String `tfsdk:"id"`
	ProjectID  types.String `tfsdk:"project_id"`
	URL        types.String `tfsdk:"url"`
	EventTypes types.Set    `tfsdk:"event_types"`
	Enabled    types.Bool   `tfsdk:"enabled"`
	PublicKeys types.List   `tfsdk:"public_keys"`
	CreatedAt  types.String `tfsdk:"created_at"`
}

var webhookKind = &kind[webhook, client.WebhookFields]{
	name:    "webhook",
	prefix:  "whk",
	address: "PROJECT_SLUG/URL",
	keys:    [][]string{{"project_id", "url"}},
	schema: schema.Schema{
		MarkdownDescription: "A webhook: a URL that receives the events of a project, or of the instance. Needs " +
			"`AUDIT_READ` and `PROJECT_WRITE`, for the instance `AUDIT_READ` and `INSTANCE_WRITE`.\n\n" +
			"The provider does not ask for the secret of a webhook, so no state has it. Give the receiver " +
			"`public_keys`, which verify the signatures `v1a` and are not secret. A receiver that can only verify " +
			"`v1` gets a `whsec_…` by `rotateWebhookSecret`, in the portal or by the Admin API.",
		Attributes: map[string]schema.Attribute{
			"id":         idAttribute("whk"),
			"project_id": fixed("ID of the project whose events are sent; null for the events of the instance"),
			"url": schema.StringAttribute{
				MarkdownDescription: "URL that events are sent to, at most 2,048 characters, https. It is not secret: " +
					"put no password or token into it.",
				Required: true,
			},
			"event_types": choices[string]("Types of events to send, such as `key.expiring`; every type if empty", nil),
			"enabled": enabledAttribute("Whether events are sent. A disabled webhook keeps its place: once enabled, " +
				"it gets the events that it missed"),
			"public_keys": schema.ListAttribute{
				MarkdownDescription: "Ed25519 public keys that verify the signatures `v1a`, as `whpk_…`; the newest " +
					"first, two during a rotation.",
				ElementType:   types.StringType,
				Computed:      true,
				PlanModifiers: []planmodifier.List{listplanmodifier.UseStateForUnknown()},
			},
			"created_at": createdAt(),
		},
	},
	id:   func(model *webhook) *types.String { return &model.ID },
	fill: (*webhook).fill,
	pick: func(node client.NodeNode) *client.WebhookFields {
		if found, ok := node.(*client.NodeNodeWebhook); ok {
			return &found.WebhookFields
		}
		return nil
	},

	create: createWebhook,
	update: updateWebhook,
	delete: func(ctx context.Context, api *client.Client, model *webhook) error {
		_, err := client.DeleteWebhook(ctx, api, client.DeleteWebhookInput{WebhookId: model.ID.ValueString()})
		return err
	},

	find: func(ctx context.Context, api *client.Client, model *webhook) (*client.WebhookFields, error) {
		slug, err := projectSlug(ctx, api, model.ProjectID)
		if err != nil {
			return nil, err
		}
		return webhookAt(ctx, api, slug, model.URL.ValueString())
	},
	at: func(ctx context.Context, api *client.Client, address string) (*client.WebhookFields, error) {
		slug, url, err := inProject(address)
		if err != nil {
			return nil, err
		}
		return webhookAt(ctx, api, slug, url)
	},
}

func createWebhook(ctx context.Context, api *client.Client, model *webhook) (*client.WebhookFields, error) {
	answer, err := client.CreateWebhook(ctx, api, client.CreateWebhookInput{
		ProjectId:  optionalText[string](model.ProjectID),
		Url:        model.URL.ValueString(),
		EventTypes: texts[string](model.EventTypes),
	})
	if err != nil {
		return nil, err
	}
	made := &answer.CreateWebhook.Webhook
	if model.Enabled.ValueBool() {
		return made, nil
	}

	// A new webhook is enabled; only a change can disable it.
	model.ID = types.StringValue(made.Id)
	changed, err := updateWebhook(ctx, api, model)
	if err != nil {
		return made, err
	}
	return changed, nil
}

func updateWebhook(ctx context.Context, api *client.Client, model *webhook) (*client.WebhookFields, error) {
	answer, err := client.UpdateWebhook(ctx, api, client.UpdateWebhookInput{
		WebhookId:  model.ID.ValueString(),
		Url:        optionalText[string](model.URL),
		EventTypes: someTexts[string](model.EventTypes),
		Enabled:    optionalBool(model.Enabled),
	})
	if err != nil {
		return nil, err
	}
	return &answer.UpdateWebhook.Webhook, nil
}

func (model *webhook) fill(from *client.WebhookFields) {
	model.ID = textOf(from.Id)
	model.ProjectID = types.StringNull()
	if from.Source != nil {
		model.ProjectID = textOf(from.Source.Id)
	}
	model.URL = textOf(from.Url)
	model.EventTypes = setOf(from.EventTypes)
	model.Enabled = types.BoolValue(from.Enabled)
	model.PublicKeys = listOf(from.PublicKeys)
	model.CreatedAt = textOf(from.CreatedAt)
}

func webhookAt(ctx context.Context, api *client.Client, slug, url string) (*client.WebhookFields, error) {
	return only(func(after *string) (*page[client.WebhookFields], error) {
		answer, err := client.Webhooks(ctx, api, slug, after)
		if err != nil || answer.Project == nil {
			return nil, err
		}
		list := answer.Project.Webhooks
		return &page[client.WebhookFields]{list.Nodes, list.PageInfo}, nil
	}, func(one *client.WebhookFields) bool { return one.Url == url })
}
