"""Addresses of sign-in and the own account, under /accounts/: of allauth's only those that we need."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery_codes
from django.contrib.auth.decorators import login_required
from django.urls import path, re_path

from gongkai.accounts import views
from gongkai.accounts.views import by_mail

urlpatterns = [
    path("", views.home, name="account_home"),
    path("login/", views.SignInView.as_view(), name="account_login"),
    path("logout/", account.logout, name="account_logout"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("signup/", views.no_sign_up, name="account_signup"),
    path("reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("password/change/", login_required(views.ChangePasswordView.as_view()), name="account_change_password"),
    path("sign-ins/", views.sign_ins, name="account_sign_ins"),
    path("sign-ins/end-others/", views.sign_out_elsewhere, name="account_sign_out_elsewhere"),
    path("second-factor/", mfa.index, name="mfa_index"),
    path("second-factor/code/", mfa.authenticate, name="mfa_authenticate"),
    path("second-factor/code-again/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("second-factor/set-up/", login_required(views.SetUpView.as_view()), name="mfa_activate_totp"),
    path("second-factor/set-up/qr.svg", views.qr_code, name="account_qr_code"),
    path("second-factor/remove/", views.RemoveView.as_view(), name="mfa_deactivate_totp"),
    path("second-factor/recovery-codes/", login_required(recovery_codes.view_recovery_codes), name="mfa_view_recovery_codes"),
    path("second-factor/recovery-codes/new/", login_required(views.NewRecoveryCodesView.as_view()), name="mfa_generate_recovery_codes"),
    path("oidc/login/", views.to_provider, name="account_oidc_login"),
    path("oidc/callback/", views.from_provider, name="account_oidc_callback"),
    path("password/reset/", by_mail(account.password_reset), name="account_reset_password"),
    path("password/reset/sent/", by_mail(account.password_reset_done), name="account_reset_password_done"),
    re_path(
        r"^password/reset/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$", by_mail(views.ResetPasswordView.as_view()), name="account_reset_password_from_key"
    ),
    path("password/reset/done/", by_mail(account.password_reset_from_key_done), name="account_reset_password_from_key_done"),
]
