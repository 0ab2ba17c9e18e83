"""What libraries bring."""

from tests.scope.world.roles import EVERYBODY, SUPERUSER, WRITERS

# What libraries bring, one rule for each family of names (the namespace, or the name): who may be answered at all.
LIBRARIES: dict[str, frozenset[str]] = {
    # allauth: sign-in, sign-out, passwords; each speaks of the own account only
    **dict.fromkeys(
        [
            "account_logout", "account_inactive", "account_signup", "account_reauthenticate",
            "account_email_verification_sent", "account_change_password", "account_set_password",
            "account_reset_password", "account_confirm_login_code", "account_confirm_email",
            "account_reset_password_from_key_done", "account_reset_password_from_key",
            "account_reset_password_done",
        ],
        EVERYBODY,
    ),
    # allauth: second factors of the own account, and the account of a provider
    **dict.fromkeys(
        [
            "mfa_activate_totp", "mfa_add_webauthn", "mfa_authenticate", "mfa_deactivate_totp",
            "mfa_download_recovery_codes", "mfa_edit_webauthn", "mfa_generate_recovery_codes", "mfa_index",
            "mfa_list_webauthn", "mfa_reauthenticate", "mfa_reauthenticate_webauthn", "mfa_remove_webauthn",
            "mfa_trust", "mfa_view_recovery_codes", "socialaccount_connections", "socialaccount_login_cancelled",
            "socialaccount_login_error", "socialaccount_signup",
        ],
        EVERYBODY,
    ),
    # Wagtail's public side: published pages, documents and pictures
    **dict.fromkeys(
        [
            "wagtail_serve", "wagtailcore_login", "wagtailcore_authenticate_with_password", "wagtaildocs_serve",
            "wagtaildocs_authenticate_with_password", "wagtailadmin_login", "wagtailadmin_logout",
            "wagtailadmin_password_reset", "wagtailadmin_password_reset_complete",
            "wagtailadmin_password_reset_confirm", "wagtailadmin_password_reset_done",
            "wagtailadmin_javascript_catalog", "wagtailadmin_sprite",
        ],
        EVERYBODY,
    ),
    # Wagtail's studio, and our banks and signatories in it
    **dict.fromkeys(
        [
            "ngan-hang-cau-hoi", "chon-cau-hoi", "can-cu", "nguoi-ky", "wagtail_bulk_action", "wagtailadmin_account",
            "wagtailadmin_api", "wagtailadmin_block_preview", "wagtailadmin_choose_page",
            "wagtailadmin_choose_page_anchor_link", "wagtailadmin_choose_page_child",
            "wagtailadmin_choose_page_chosen_multiple", "wagtailadmin_choose_page_email_link",
            "wagtailadmin_choose_page_external_link", "wagtailadmin_choose_page_phone_link",
            "wagtailadmin_choose_page_search", "wagtailadmin_collections", "wagtailadmin_dismissibles",
            "wagtailadmin_editing_sessions", "wagtailadmin_error_test", "wagtailadmin_explore",
            "wagtailadmin_explore_results", "wagtailadmin_explore_root", "wagtailadmin_home", "wagtailadmin_pages",
            "wagtailadmin_reports", "wagtailadmin_tag_autocomplete", "wagtailadmin_tag_model_autocomplete",
            "wagtailadmin_workflows", "wagtaildocs", "wagtaildocs_chooser", "wagtailembeds", "wagtailimages",
            "wagtailimages_chooser", "wagtailmedia", "wagtailsettings", "wagtailsites", "wagtailsnippets",
            "wagtailsnippets_content_wifipoint", "wagtailsnippetchoosers_content_wifipoint",
        ],
        WRITERS,
    ),
    # Wagtail's accounts: a list of people
    "wagtailusers_users": SUPERUSER,
    "wagtailusers_groups": SUPERUSER,
}  # fmt: skip
