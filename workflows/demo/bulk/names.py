"""Names that nobody has been given together: first names of every day, family names that say they are made up."""

from itertools import product

from cases.identity import Sex

BEGINNINGS: tuple[str, ...] = (
    "Demo",
    "Prov",
    "Skiss",
    "Utkasts",
    "Modell",
    "Test",
    "Fiktiv",
    "Mall",
    "Attrapp",
    "Övnings",
    "Exempel",
)
BEGINNINGS += ("Påhitts", "Låtsas", "Sago", "Figur")
ENDINGS = (
    "berg",
    "lund",
    "dal",
    "gren",
    "ström",
    "kvist",
    "son",
    "dotter",
    "man",
    "vik",
    "hed",
    "fors",
    "åker",
    "blad",
)
FAMILY = tuple(first + last for first, last in product(BEGINNINGS, ENDINGS))
GIVEN: dict[Sex, tuple[str, ...]] = {
    "female": (
        *(
            "Alma",
            "Astrid",
            "Signe",
            "Ella",
            "Vera",
            "Maja",
            "Lilly",
            "Freja",
            "Alice",
            "Selma",
            "Ebba",
            "Iris",
            "Juni",
        ),
        *("Elsa", "Stina", "Nova", "Leah", "Sara", "Hanna", "Amina", "Leila", "Zeinab", "Maria", "Anna", "Lovisa"),
        *("Ronja", "Tuva", "Ines", "Meja", "Olivia", "Saga", "Edith", "Klara", "Wilma", "Agnes", "Molly", "Ester"),
    ),
    "male": (
        *("Hugo", "Noah", "Liam", "Adam", "Nils", "Love", "Elliot", "August", "Vincent", "Sixten", "Folke", "Harry"),
        *(
            "Ali",
            "Omar",
            "Yusuf",
            "Isak",
            "Emil",
            "Viktor",
            "Axel",
            "Ludvig",
            "Otto",
            "Theo",
            "Malte",
            "Frans",
            "Melker",
        ),
        *("Elias", "Oliver", "Alfred", "Olle", "Leo", "Matteo", "Gustav", "Jonas", "Anders", "Daniel", "Ivar", "Milo"),
    ),
}
LANGUAGES = ("arabiska", "somaliska", "engelska", "finska", "tigrinska", "dari", "polska", "ukrainska", "kurmanji")
