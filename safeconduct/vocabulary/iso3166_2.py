"""Parts of eight countries by ISO 3166-2: codes and names as they are written there, and of which part one is a part.

Facts of ISO 3166-2, carried over from the list of Debian's iso-codes as pycountry 26.2.16 packs it, read on
2026-11-30. The row of a country holds "code=name" or "code<part of=name", parted by bars. Countries that are not here
have no parts that can be chosen: their services work in the whole country.
"""

ROWS: dict[str, str] = {
    "AL": (
        "01=Berat|02=Durrës|03=Elbasan|04=Fier|05=Gjirokastër|06=Korçë|07=Kukës|08=Lezhë|09=Dibër|10=Shkodër|"
        "11=Tiranë|12=Vlorë"
    ),
    "BE": (
        "BRU=Bruxelles-Capitale, Région de|VAN<VLG=Antwerpen|VBR<VLG=Vlaams-Brabant|VLG=Vlaams Gewest|"
        "VLI<VLG=Limburg|VOV<VLG=Oost-Vlaanderen|VWV<VLG=West-Vlaanderen|WAL=wallonne, Région|"
        "WBR<WAL=Brabant wallon|WHT<WAL=Hainaut|WLG<WAL=Liège|WLX<WAL=Luxembourg|WNA<WAL=Namur"
    ),
    "BG": (
        "01=Blagoevgrad|02=Burgas|03=Varna|04=Veliko Tarnovo|05=Vidin|06=Vratsa|07=Gabrovo|08=Dobrich|"
        "09=Kardzhali|10=Kyustendil|11=Lovech|12=Montana|13=Pazardzhik|14=Pernik|15=Pleven|16=Plovdiv|17=Razgrad|"
        "18=Ruse|19=Silistra|20=Sliven|21=Smolyan|22=Sofia (stolitsa)|23=Sofia|24=Stara Zagora|25=Targovishte|"
        "26=Haskovo|27=Shumen|28=Yambol"
    ),
    "DE": (
        "BB=Brandenburg|BE=Berlin|BW=Baden-Württemberg|BY=Bayern|HB=Bremen|HE=Hessen|HH=Hamburg|"
        "MV=Mecklenburg-Vorpommern|NI=Niedersachsen|NW=Nordrhein-Westfalen|RP=Rheinland-Pfalz|"
        "SH=Schleswig-Holstein|SL=Saarland|SN=Sachsen|ST=Sachsen-Anhalt|TH=Thüringen"
    ),
    "ES": (
        "A<VC=Alicante|AB<CM=Albacete|AL<AN=Almería|AN=Andalucía|AR=Aragón|AS=Asturias, Principado de|"
        "AV<CL=Ávila|B<CT=Barcelona [Barcelona]|BA<EX=Badajoz|BI<PV=Bizkaia|BU<CL=Burgos|"
        "C<GA=A Coruña [La Coruña]|CA<AN=Cádiz|CB=Cantabria|CC<EX=Cáceres|CE=Ceuta|CL=Castilla y León|"
        "CM=Castilla-La Mancha|CN=Canarias|CO<AN=Córdoba|CR<CM=Ciudad Real|CS<VC=Castellón|"
        "CT=Catalunya [Cataluña]|CU<CM=Cuenca|EX=Extremadura|GA=Galicia [Galicia]|GC<CN=Las Palmas|"
        "GI<CT=Girona [Gerona]|GR<AN=Granada|GU<CM=Guadalajara|H<AN=Huelva|HU<AR=Huesca|"
        "IB=Illes Balears [Islas Baleares]|J<AN=Jaén|L<CT=Lleida [Lérida]|LE<CL=León|LO<RI=La Rioja|"
        "LU<GA=Lugo [Lugo]|M<MD=Madrid|MA<AN=Málaga|MC=Murcia, Región de|MD=Madrid, Comunidad de|ML=Melilla|"
        "MU<MC=Murcia|NA<NC=Navarra|NC=Navarra, Comunidad Foral de|O<AS=Asturias|OR<GA=Ourense [Orense]|"
        "P<CL=Palencia|PM<IB=Illes Balears [Islas Baleares]|PO<GA=Pontevedra [Pontevedra]|PV=País Vasco|"
        "RI=La Rioja|S<CB=Cantabria|SA<CL=Salamanca|SE<AN=Sevilla|SG<CL=Segovia|SO<CL=Soria|SS<PV=Gipuzkoa|"
        "T<CT=Tarragona [Tarragona]|TE<AR=Teruel|TF<CN=Santa Cruz de Tenerife|TO<CM=Toledo|V<VC=Valencia|"
        "VA<CL=Valladolid|VC=Valenciana, Comunidad|VI<PV=Álava|Z<AR=Zaragoza|ZA<CL=Zamora"
    ),
    "RO": (
        "AB=Alba|AG=Argeș|AR=Arad|B=București|BC=Bacău|BH=Bihor|BN=Bistrița-Năsăud|BR=Brăila|BT=Botoșani|"
        "BV=Brașov|BZ=Buzău|CJ=Cluj|CL=Călărași|CS=Caraș-Severin|CT=Constanța|CV=Covasna|DB=Dâmbovița|DJ=Dolj|"
        "GJ=Gorj|GL=Galați|GR=Giurgiu|HD=Hunedoara|HR=Harghita|IF=Ilfov|IL=Ialomița|IS=Iași|MH=Mehedinți|"
        "MM=Maramureș|MS=Mureș|NT=Neamț|OT=Olt|PH=Prahova|SB=Sibiu|SJ=Sălaj|SM=Satu Mare|SV=Suceava|TL=Tulcea|"
        "TM=Timiș|TR=Teleorman|VL=Vâlcea|VN=Vrancea|VS=Vaslui"
    ),
    "SE": (
        "AB=Stockholms län [SE-01]|AC=Västerbottens län [SE-24]|BD=Norrbottens län [SE-25]|C=Uppsala län [SE-03]|"
        "D=Södermanlands län [SE-04]|E=Östergötlands län [SE-05]|F=Jönköpings län [SE-06]|"
        "G=Kronobergs län [SE-07]|H=Kalmar län [SE-08]|I=Gotlands län [SE-09]|K=Blekinge län [SE-10]|"
        "M=Skåne län [SE-12]|N=Hallands län [SE-13]|O=Västra Götalands län [SE-14]|S=Värmlands län [SE-17]|"
        "T=Örebro län [SE-18]|U=Västmanlands län [SE-19]|W=Dalarnas län [SE-20]|X=Gävleborgs län [SE-21]|"
        "Y=Västernorrlands län [SE-22]|Z=Jämtlands län [SE-23]"
    ),
    "UA": (
        "05=Vinnytska oblast|07=Volynska oblast|09=Luhanska oblast|12=Dnipropetrovska oblast|14=Donetska oblast|"
        "18=Zhytomyrska oblast|21=Zakarpatska oblast|23=Zaporizka oblast|26=Ivano-Frankivska oblast|30=Kyiv|"
        "32=Kyivska oblast|35=Kirovohradska oblast|40=Sevastopol|43=Avtonomna Respublika Krym|46=Lvivska oblast|"
        "48=Mykolaivska oblast|51=Odeska oblast|53=Poltavska oblast|56=Rivnenska oblast|59=Sumska oblast|"
        "61=Ternopilska oblast|63=Kharkivska oblast|65=Khersonska oblast|68=Khmelnytska oblast|"
        "71=Cherkaska oblast|74=Chernihivska oblast|77=Chernivetska oblast"
    ),
}
