"""Of allauth's views only those that Minbar uses; their access rules stand in ``package_routes.py``."""

from __future__ import annotations

from allauth.account import views as sign_in
from allauth.mfa import urls as second_factor
from django.urls import include, path, re_path

from minbar.doors.admission import message_views, package_routes, views

package_routes.declare()

account_patterns = [
    path("login/", sign_in.login, name="account_login"),
    path("logout/", sign_in.logout, name="account_logout"),
    path("inactive/", sign_in.account_inactive, name="account_inactive"),
    path("reauthenticate/", sign_in.reauthenticate, name="account_reauthenticate"),
    path("password/change/", sign_in.password_change, name="account_change_password"),
    path("password/set/", sign_in.password_set, name="account_set_password"),
    path("password/reset/", sign_in.password_reset, name="account_reset_password"),
    path("password/reset/done/", sign_in.password_reset_done, name="account_reset_password_done"),
    path("password/reset/key/done/", sign_in.password_reset_from_key_done, name="account_reset_password_from_key_done"),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        sign_in.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("second-factor/", include(second_factor)),
]
own_patterns = [
    path("account/", views.Preferences.as_view(), name="preferences"),
    path("account/protect/", views.choose_second_factor, name="second-factor"),
    path("invitation/<str:token>/", views.accept, name="accept"),
    path("accounts/", views.AccountList.as_view(), name="accounts"),
    path("accounts/invite/", views.Invite.as_view(), name="invite"),
    path("accounts/invitations/", views.InvitationList.as_view(), name="invitations"),
    path("accounts/invitations/<uuid:uid>/", views.InvitationRecord.as_view(), name="invitation"),
    path("accounts/invitations/<uuid:uid>/revoke/", views.RevokeInvitation.as_view(), name="invitation-revoke"),
    path("accounts/messages/", message_views.MessageList.as_view(), name="messages"),
    path("accounts/<uuid:uid>/", views.AccountRecord.as_view(), name="account"),
    path("accounts/<uuid:uid>/role/", views.GrantRole.as_view(), name="role-grant"),
    path("accounts/<uuid:uid>/deactivate/", views.Deactivate.as_view(), name="account-deactivate"),
    path("accounts/<uuid:uid>/hand-over/", views.HandOver.as_view(), name="account-hand-over"),
    path("accounts/<uuid:uid>/reactivate/", views.Reactivate.as_view(), name="account-reactivate"),
    path("accounts/<uuid:uid>/readmit/", views.Readmit.as_view(), name="account-readmit"),
    path("accounts/roles/<uuid:uid>/revoke/", views.RevokeRole.as_view(), name="role-revoke"),
]
urlpatterns = [path("", include(account_patterns)), path("", include((own_patterns, "admission")))]
