"""Addresses of a person's own account, of claims and of teams, beside allauth's."""

from django.urls import path

from directory.accounts.views import account, claims, team

app_name = "accounts"
urlpatterns = [
    path("", account.overview, name="overview"),
    path("export/", account.export, name="export"),
    path("erase/", account.erase, name="erase"),
    path("erased/", account.erased, name="erased"),
    path("claim/", claims.find, name="claim_find"),
    path("claim/new/", claims.create, name="claim_new"),
    path("claim/proof/<str:token>/", claims.proof, name="claim_proof"),
    path("claim/entry/<slug:slug>/", claims.claim, name="claim"),
    path("claim/<int:pk>/", claims.state, name="claim_state"),
    path("claim/<int:pk>/check/", claims.check, name="claim_check"),
    path("claim/<int:pk>/withdraw/", claims.withdraw, name="claim_withdraw"),
    path("invitation/<str:token>/", team.invitation, name="invitation"),
    path("team/<slug:slug>/", team.team, name="team"),
    path("team/<slug:slug>/give-up/", team.give_up, name="team_give_up"),
    path("team/<slug:slug>/members/<int:user_id>/remove/", team.remove, name="team_remove"),
    path("team/<slug:slug>/members/<int:user_id>/role/", team.role, name="team_role"),
    path("team/<slug:slug>/invitations/<int:pk>/revoke/", team.revoke, name="team_revoke"),
    path("team/<slug:slug>/requests/<int:pk>/decide/", team.decide, name="team_decide"),
]
