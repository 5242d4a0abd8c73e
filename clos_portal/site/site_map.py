"""Every page a visitor may open from the menus, once: the plan of the site and the sitemap read it."""

GROUPS = [
    (
        "Le Conseil",
        [
            ("home", "Accueil"),
            ("council_detail", "Le Conseil : mission, histoire, composition"),
            ("members:member_list", "Trombinoscope : les membres"),
            ("council:action_list", "Ce que fait le Conseil"),
            ("council:partner_list", "Nos partenaires"),
            ("council:neighbour_list", "Nos voisins : les autres conseils citoyens"),
            ("members:candidacy_create", "Nous rejoindre"),
            ("members:draw_list", "Tirages au sort des nouveaux membres"),
        ],
    ),
    (
        "Les réunions, la vie du quartier, les propositions",
        [
            ("calendar_list", "Tout ce qui vient : réunions et vie du quartier"),
            ("meetings:meeting_list", "Agenda des réunions"),
            ("meetings:meeting_month_latest", "Agenda, mois par mois"),
            ("events:event_list", "La vie du quartier : fêtes, permanences, visites"),
            ("walks:walk_list", "Les marches exploratoires et leurs réponses"),
            ("meetings:subscription_detail", "S’abonner à l’agenda"),
            ("meetings:minutes_list", "Les comptes rendus"),
            ("proposals:proposal_list", "Les propositions"),
            ("proposals:timeline_detail", "La frise des six ans"),
            ("proposals:dossier_detail", "Le dossier des propositions, à imprimer"),
            ("proposals:round_list", "Les priorités : le vote des membres"),
            ("proposals:idea_list", "Les idées des habitants"),
            ("proposals:reference_example_list", "Vu ailleurs : le référentiel"),
            ("surveys:survey_current", "Répondre au questionnaire"),
            ("surveys:result_list", "Les résultats du questionnaire"),
        ],
    ),
    (
        "Nous contacter, comprendre",
        [
            ("council:contact_create", "Nous écrire"),
            ("search", "Rechercher sur le site"),
            ("council:glossary_list", "Les mots difficiles (glossaire)"),
            ("council:help_detail", "Aide"),
            ("site_map", "Plan du site"),
            ("open_data", "Données ouvertes"),
        ],
    ),
    (
        "Vos droits",
        [
            ("council:accessibility_detail", "Accessibilité"),
            ("council:legal_detail", "Mentions légales"),
            ("council:privacy_detail", "Données personnelles"),
        ],
    ),
]
PAGES = [name for _, links in GROUPS for name, _ in links]
