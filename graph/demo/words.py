"""Words that the made-up network is put together from. No person and no company here is a real one."""

GIVEN_AND_FAMILY = (
    (
        "Amelia Oliver Hannah George Phoebe Callum Imogen Rupert Freya Alistair Beatrice Duncan Harriet Tobias Poppy",
        "Ashdown Bellweather Carrow Dunmore Elsworth Fairbrook Garland Hathersage Ingleby Kestrel Langmere Marlowe "
        "Netherby Oakshott Pemberly Quillan Ravensdale Stanhope Thornbury Whitlock",
    ),
    (
        "Mateo Lucía Camila Andrés Valeria Joaquín Renata Emilio Ximena Rodrigo Paloma Ignacio Marisol Esteban Inés",
        "Aguirre Beltrán Cárdenas Delgado Escobedo Figueroa Galindo Herrera Ibarra Luján Montero Narváez Olmedo "
        "Paredes Quintero Rosales Salcedo Trujillo Urrutia Zamora",
    ),
    (
        "Aarav Priyanka Rohan Ananya Vikram Meera Arjun Kavya Nikhil Ishita Siddharth Tara Devika Karan Leela",
        "Acharya Banerjee Chaudhary Deshpande Ganguly Iyengar Joshi Kulkarni Malhotra Nambiar Pillai Qureshi "
        "Ramaswamy Saxena Thakur Upadhyay Venkatesh Wadhwa",
    ),
    (
        "Wei Jing Hao Xiaoyu Min Lina Jun Yuxin Kai Mei Tao Ruolan Zhen Fang Bo",
        "Bai Cai Deng Fan Gao Hou Jiang Kong Liang Meng Ning Pan Qian Ren Shao Tang Xie Yao Zheng",
    ),
    (
        "Adaeze Kofi Amara Chidi Ngozi Kwabena Zainab Tunde Efua Sipho Thandiwe Femi Abena Lerato Obinna",
        "Abiola Boateng Chukwu Dlamini Ekwueme Folarin Gyasi Ibekwe Khumalo Lawal Mokoena Nkemelu Okafor Owusu "
        "Quaye Sowah Tshabalala Uzoma Zuberi",
    ),
    (
        "Jonas Annika Felix Katharina Lukas Greta Moritz Svenja Matthias Heike Leonie Jürgen Franziska Till Ulrike",
        "Althaus Bergmann Dornfeld Eichholz Falkenrath Grünwald Hollerbach Jansen Köhnlein Lindemann Morgenroth "
        "Nussbaum Overbeck Pfeiffer Rosenkranz Steinbrück Tiedemann Vogelsang Wesselmann",
    ),
    (
        "Ewa Piotr Katarzyna Marek Agnieszka Tomasz Zuzanna Wojciech Ivana Petr Ludmila Zoltán Eszter Bogdan Ileana",
        "Adamczyk Borowski Czarnecki Dąbek Farkas Grabowski Horák Ionescu Jankowiak Kovářová Lewandek Majewski Novotný "
        "Olszewska Popovici Szalai Toth Wiśniewska Zielonka",
    ),
    (
        "Camille Théo Margaux Hugo Élodie Bastien Inès Quentin Solène Antoine Maëlle Raphaël Coralie Yann Noémie",
        "Aubertin Blanchard Chevrier Delacourt Faucher Garnier Hébrard Jolivet Lacombe Marchand Noiret Ozanne Perrault "
        "Quesnel Rousselin Sauvage Thibault Vasseur",
    ),
    (
        "Haruto Sakura Ren Yui Sora Aiko Daichi Hina Kenji Mio Takumi Nanami Ryo Emi Shun",
        "Aoyama Enomoto Fujimoto Hashida Ishikawa Kuroda Matsubara Nishino Okabe Sakamoto Tachibana Uehara Wakatsuki "
        "Yoshimura",
    ),
    (
        "Layla Omar Yasmin Karim Nadia Tariq Salma Hamza Rania Ziad Dina Faris Huda Samir Amal",
        "Abboud Bakri Darwish Fakhoury Ghanem Haddad Issa Jaber Khalil Mansour Nasser Qasim Rahal Sabbagh Tawil Zidan",
    ),
    (
        "Linnea Anders Ingrid Mikkel Astrid Søren Signe Lars Frida Henrik Maja Eirik Solveig Oskar Liv",
        "Aaltonen Bjerregaard Dahlgren Ekström Fjeldstad Granlund Hagström Isaksen Kjeldsen Lundqvist Møller Nygård "
        "Rautio Skoglund Thorsen Västberg",
    ),
    (
        "Minh Linh Anh Quang Thuy Ji-ho Soo-ah Min-jun Ha-eun Dao Putri Budi Siti Arif Malee",
        "Bui Dinh Hartono Hoang Kang Lim Ngo Nguyen Oh Pham Ryu Santoso Seo Setiawan Tran Vo Wijaya Yoon",
    ),
)
"""Given and family names that go together, by the part of the world where they are common."""

UNUSUAL_NAMES = (
    ("Zoë", "Brandt", "zoë-brandt"),
    ("Siobhán", "O'Connor-Daly", "siobhan-oconnor-daly"),
    ("雷", "李", "lei-li-hangzhou"),
    ("さくら", "田中", "sakura-tanaka-kyoto"),
    ("Ana 🚀", "Beltrán", "ana-beltran-builds"),
    ("Kwame", "Boateng, PhD", "kwame-boateng-phd"),
    ("Jana", "Köhnlein, MBA, PMP®", "jana-koehnlein"),
    ("Thị Hạnh", "Nguyễn", "hanh-nguyen-design"),
    ("D'Arcy", "Okonjo", "darcy-okonjo"),
    ("Łukasz", "Żółtowski", "lukasz-zoltowski"),
    ("José Luis", "de la Peña", "joseluis-delapena"),
    ("ليلى", "حداد", "layla-haddad-beirut"),
    ("Robin (they/them)", "Ashdown", "robin-ashdown"),
    ("Dr. Meera", "Pillai, Ph.D.", "meera-pillai"),
    ("Wei", "Chen", "wei-chen-12ab"),
    ("Wei", "Chen", "wei-chen-98fe"),
)
"""Given name, family name and profile of people whose names programs stumble over; the two Wei Chens are two people."""

COMPANIES = (
    "Alderpoint Analytics|software", "Brindlewick Labs|software", "Cindermoor Systems|software",
    "Dovetarn Robotics|industry", "Emberlune Studios|media", "Fennimarsh Health|health",
    "Glasswing Mobility|industry", "Harrowgate Learning|education", "Inkwell & Thistle|media",
    "Juniper Vale Foods|retail", "Kestrelight Energy|energy", "Larkspur Biologics|health",
    "Mossgrave Insurance|finance", "Nightjar Security|software", "Oatfield Market|retail", "Pinebarrow Bank|finance",
    "Quillstone Publishing|media", "Rookery Freight|industry", "Saltmarsh Wind|energy", "Tansy Pharma Works|health",
    "Umberline Architects|industry", "Vellum Payments|finance", "Wrenfield University|education",
    "Yarrow Cloud|software", "Zephyrine Air|industry", "Amberlode Mining|industry", "Bluefallow Farms|retail",
    "Copperkettle Brands|retail", "Duskwater Games|media", "Elmhurst Civic Trust|public",
    "Foxglove Diagnostics|health", "Gannet Harbor Logistics|industry", "Hollowreed Music|media",
    "Ivorygate Capital|finance", "Jasperfield Semiconductors|industry", "Kindlewood Homes|retail",
    "Lanternfish Data|software", "Marigold Care|health", "Northquill Software|software", "Orchardline Grocers|retail",
    "Petrelwing Satellites|industry", "Quarryhouse Design|media", "Redthorn Motors|industry",
    "Sablewick Advisory|finance", "Tidewrack Ocean Research|public", "Underbough Outdoors|retail",
    "Velvetine Cosmetics|retail", "Willowmere Hospital Group|health", "Yonderly Travel|retail",
    "Zinnia Robotics|industry", "Aspenglow Solar|energy", "Barleycorn Brewing|retail",
    "Corvidae Intelligence|software", "Driftmoor Telecom|software", "Eiderdown Mattress|retail",
    "Fallowmere Councils Network|public", "Greywether Instruments|industry", "Hobblebush Media|media",
    "Icefern Therapeutics|health", "Kitefall Aerospace|industry",
)  # fmt: skip
"""Companies and their fields."""

LEGAL_FORMS = (" Inc.", ", Inc.", " Ltd", " GmbH", " LLC")
"""Endings with which a few people write their employer's name, which stays the same company."""

TITLES = {
    "software": "Software Engineer|Staff Engineer|Product Manager|Engineering Manager|Data Scientist|VP Product",
    "industry": "Mechanical Engineer|Supply Chain Manager|Plant Manager|Robotics Engineer|Buyer|Head of Operations",
    "media": "Editor|Producer|Art Director|Audience Manager|Writer|Head of Content",
    "health": "Clinical Researcher|Regulatory Manager|Nurse Manager|Biostatistician|Medical Writer|Head of Trials",
    "education": "Lecturer|Curriculum Designer|Admissions Manager|Librarian|Dean of Studies",
    "retail": "Store Manager|Category Manager|Merchandiser|E-commerce Manager|Head of Brand",
    "energy": "Grid Engineer|Project Developer|Site Manager|Energy Analyst|Head of Projects",
    "finance": "Analyst|Underwriter|Risk Manager|Actuary|Portfolio Manager|Head of Compliance",
    "public": "Policy Adviser|Programme Manager|Researcher|Grants Officer|Director of Partnerships",
}
"""Job titles by field."""

TITLES_EVERYWHERE = (
    "Recruiter", "Talent Partner", "HR Manager", "Marketing Manager", "Sales Manager", "Finance Manager",
    "Chief of Staff", "Project Manager", "Data Analyst", "Office Manager", "CTO", "CEO",
)  # fmt: skip
"""Job titles that every field has."""

HOUSEHOLD = (
    ("Rosa", "Reyes", "mother"), ("Gabriel", "Reyes", "brother"), ("Nora", "Whitlock", "neighbour"),
    ("Ibrahim", "Sabbagh", "dentist"), ("Colette", "Garnier", "piano teacher"), ("Hal", "Kestrel", "landlord"),
)  # fmt: skip
"""People who are in an address book and in no professional network."""

GROUP_NAME = "Running club"
"""The group that ego keeps in the address book."""
