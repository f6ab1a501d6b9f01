/// Names of nobody in particular, in ASCII so that they make mail addresses.
enum Names {
    static let given = [
        "Ada", "Amir", "Anneke", "Bela", "Bruno", "Carla", "Chidi", "Dana", "Dario", "Edda", "Elif", "Emil",
        "Farah", "Femke", "Goran", "Greta", "Hana", "Hugo", "Ilse", "Imran", "Ines", "Jakob", "Jana", "Jonas",
        "Kaya", "Kim", "Lara", "Leon", "Lin", "Luca", "Maia", "Marek", "Mira", "Nadia", "Nils", "Noor",
        "Olga",
        "Oskar", "Paula", "Pavel", "Quinn", "Rafa", "Rosa", "Samir", "Selma", "Tara", "Theo", "Uma", "Vera",
        "Viktor", "Wanda", "Yara", "Yusuf", "Zoe",
    ]

    static let family = [
        "Abara", "Almeida", "Arslan", "Bauer", "Becker", "Bianchi", "Brandt", "Castell", "Dahl", "Demir",
        "Eriksen", "Fontana", "Fischer", "Garcia", "Haas", "Hansen", "Horvat", "Ito", "Jansen", "Kaplan",
        "Keller", "Kovac", "Kruger", "Lang", "Larsen", "Lindqvist", "Lopez", "Maier", "Marin", "Meyer",
        "Moreau",
        "Nagy", "Novak", "Okafor", "Olsen", "Peeters", "Petrov", "Popov", "Quist", "Rahman", "Reis", "Rossi",
        "Sato", "Schmid", "Silva", "Sorensen", "Tanaka", "Toth", "Ueda", "Vidal", "Vogel", "Weber", "Yilmaz",
        "Zeman",
    ]

    static let partners = [
        "northgate-print.example", "kestrel-media.example", "orbit-legal.example", "hafen-logistics.example",
        "bluefir-agency.example",
    ]

    static let projects = [
        "Aurora", "Harbour", "Juniper", "Lighthouse", "Meridian", "Orchard", "Pier 9", "Quarry", "Saltmarsh",
        "Tamarind", "Windrose", "Autumn campaign", "Spring catalogue", "Müller & Sons", "Client \"North\"",
    ]

    static let subjects = [
        "budget", "plan", "minutes", "proposal", "invoice", "contract", "moodboard", "forecast", "roadmap",
        "checklist", "offer", "summary", "draft", "timeline", "brief", "report", "price list",
        "retrospective",
    ]
}
