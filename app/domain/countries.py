"""Countries with public holidays by their codes (ISO 3166), and regions of them that have holidays of their own.

Kept here because the library that knows the days takes some 45 MB: jobs load it, pages don't. A test compares both.
"""

from difflib import get_close_matches

from app.domain.errors import BadData

# What a row of the database holds; the library knows two regions by longer names, and they can't be chosen.
LONGEST_REGION = 12
_COUNTRIES = """
AF Afghanistan; AX Aland Islands; AL Albania; DZ Algeria; AS American Samoa; AD Andorra; AO Angola; AI Anguilla; AQ
Antarctica; AG Antigua And Barbuda; AR Argentina; AM Armenia; AW Aruba; AU Australia; AT Austria; AZ Azerbaijan; BS
Bahamas; BH Bahrain; BD Bangladesh; BB Barbados; BY Belarus; BE Belgium; BZ Belize; BJ Benin; BM Bermuda; BT Bhutan;
BO Bolivia; BQ Bonaire Sint Eustatius And Saba; BA Bosnia And Herzegovina; BW Botswana; BV Bouvet Island; BR Brazil;
IO British Indian Ocean Territory; VG British Virgin Islands; BN Brunei; BG Bulgaria; BF Burkina Faso; BI Burundi; CV
Cabo Verde; KH Cambodia; CM Cameroon; CA Canada; KY Cayman Islands; CF Central African Republic; TD Chad; CL Chile; CN
China; CX Christmas Island; CC Cocos Islands; CO Colombia; KM Comoros; CG Congo; CK Cook Islands; CR Costa Rica; HR
Croatia; CU Cuba; CW Curacao; CY Cyprus; CZ Czechia; CD DRCongo; DK Denmark; DJ Djibouti; DM Dominica; DO Dominican
Republic; EC Ecuador; EG Egypt; SV El Salvador; GQ Equatorial Guinea; ER Eritrea; EE Estonia; SZ Eswatini; ET
Ethiopia; FK Falkland Islands; FO Faroe Islands; FJ Fiji; FI Finland; FR France; GF French Guiana; PF French
Polynesia; TF French Southern Territories; GA Gabon; GM Gambia; GE Georgia; DE Germany; GH Ghana; GI Gibraltar; GR
Greece; GL Greenland; GD Grenada; GP Guadeloupe; GU Guam; GT Guatemala; GG Guernsey; GN Guinea; GW Guinea Bissau; GY
Guyana; HT Haiti; HM Heard Island And Mc Donald Islands; HN Honduras; HK Hong Kong; HU Hungary; IS Iceland; IN India;
ID Indonesia; IR Iran; IQ Iraq; IE Ireland; IM Isle Of Man; IL Israel; IT Italy; CI Ivory Coast; JM Jamaica; JP Japan;
JE Jersey; JO Jordan; KZ Kazakhstan; KE Kenya; KI Kiribati; XK Kosovo; KW Kuwait; KG Kyrgyzstan; LA Laos; LV Latvia;
LB Lebanon; LS Lesotho; LR Liberia; LY Libya; LI Liechtenstein; LT Lithuania; LU Luxembourg; MO Macau; MG Madagascar;
MW Malawi; MY Malaysia; MV Maldives; ML Mali; MT Malta; MH Marshall Islands; MQ Martinique; MR Mauritania; MU
Mauritius; YT Mayotte; MX Mexico; FM Micronesia; MD Moldova; MC Monaco; MN Mongolia; ME Montenegro; MS Montserrat; MA
Morocco; MZ Mozambique; MM Myanmar; NA Namibia; NR Nauru; NP Nepal; NL Netherlands; NC New Caledonia; NZ New Zealand;
NI Nicaragua; NE Niger; NG Nigeria; NU Niue; NF Norfolk Island; KP North Korea; MK North Macedonia; MP Northern
Mariana Islands; NO Norway; OM Oman; PK Pakistan; PW Palau; PS Palestine; PA Panama; PG Papua New Guinea; PY Paraguay;
PE Peru; PH Philippines; PN Pitcairn Islands; PL Poland; PT Portugal; PR Puerto Rico; QA Qatar; RE Reunion; RO
Romania; RU Russia; RW Rwanda; BL Saint Barthelemy; SH Saint Helena Ascension And Tristan Da Cunha; KN Saint Kitts And
Nevis; LC Saint Lucia; MF Saint Martin; PM Saint Pierre And Miquelon; VC Saint Vincent And The Grenadines; WS Samoa;
SM San Marino; ST Sao Tome And Principe; SA Saudi Arabia; SN Senegal; RS Serbia; SC Seychelles; SL Sierra Leone; SG
Singapore; SX Sint Maarten; SK Slovakia; SI Slovenia; SB Solomon Islands; SO Somalia; ZA South Africa; GS South
Georgia And The South Sandwich Islands; KR South Korea; SS South Sudan; ES Spain; LK Sri Lanka; SD Sudan; SR Suriname;
SJ Svalbard And Jan Mayen; SE Sweden; CH Switzerland; SY Syrian Arab Republic; TW Taiwan; TJ Tajikistan; TZ Tanzania;
TH Thailand; TL Timor Leste; TG Togo; TK Tokelau; TO Tonga; TT Trinidad And Tobago; TN Tunisia; TR Turkey; TM
Turkmenistan; TC Turks And Caicos Islands; TV Tuvalu; UG Uganda; UA Ukraine; AE United Arab Emirates; GB United
Kingdom; US United States; UM United States Minor Outlying Islands; VI United States Virgin Islands; UY Uruguay; UZ
Uzbekistan; VU Vanuatu; VA Vatican City; VE Venezuela; VN Vietnam; WF Wallis And Futuna; EH Western Sahara; YE Yemen;
ZM Zambia; ZW Zimbabwe
"""
_REGIONS = """
AD 02, 03, 04, 05, 06, 07, 08; AR A, B, C, D, E, F, G, H, J, K, L, M, N, P, Q, R, S, T, U, V, W, X, Y, Z; AM AG, AR,
AV, ER, GR, KT, LO, SH, SU, TV, VD; AU ACT, NSW, NSW Western, NT, QLD, SA, TAS, VIC, WA; AT 1, 2, 3, 4, 5, 6, 7, 8, 9;
BE Flemish, French, German; BT 11, 12, 13, 14, 15, 21, 22, 23, 24, 31, 32, 33, 34, 41, 42, 43, 44, 45, GA, TY; BO B,
C, H, L, N, O, P, S, T; BQ BON, SAB, STA; BA BIH, BRC, SRP; BR AC, AL, AM, AP, BA, CE, DF, ES, GO, MA, MG, MS, MT, PA,
PB, PE, PI, PR, RJ, RN, RO, RR, RS, SC, SE, SP, TO; CV BR, BV, CA, CF, CR, MA, MO, PA, PN, PR, RB, RG, RS, SD, SF, SL,
SM, SO, SS, SV, TA, TS; CA AB, BC, MB, NB, NL, NS, NT, NU, ON, PE, QC, SK, YT; CL AI, AN, AP, AR, AT, BI, CO, LI, LL,
LR, MA, ML, NB, RM, TA, VS; SV AH, CA, CH, CU, LI, MO, PA, SA, SM, SO, SS, SV, UN, US; GQ AN, BN, BS, CS, DJ, KN, LI,
WN; FI 01, 02, 03, 04, 05, 06, 07, 08, 09, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19; FR 57, 6AE, 971, 972, 973, 974,
976, BL, MF, NC, PF, PM, TF, WF, Zone A, Zone B, Zone C; DE Augsburg, BB, BE, BW, BY, HB, HE, HH, MV, NI, NW, RP, SH,
SL, SN, ST, TH; IN AN, AP, AR, AS, BR, CG, CH, DH, DL, GA, GJ, HP, HR, JH, JK, KA, KL, LA, LD, MH, ML, MN, MP, MZ, NL,
OD, PB, PY, RJ, SK, TN, TR, TS, UK, UP, WB; IT AG, AL, AN, AO, AP, AQ, AR, AT, AV, Andria, BA, BG, BI, BL, BN, BO, BR,
BS, BT, BZ, Barletta, CA, CB, CE, CH, CL, CN, CO, CR, CS, CT, CZ, Cesena, EN, FC, FE, FG, FI, FM, FR, Forli, GE, GO,
GR, IM, IS, KR, LC, LE, LI, LO, LT, LU, MB, MC, ME, MI, MN, MO, MS, MT, NA, NO, NU, OR, PA, PC, PD, PE, PG, PI, PN,
PO, PR, PT, PU, PV, PZ, Pesaro, RA, RC, RE, RG, RI, RM, RN, RO, SA, SI, SO, SP, SR, SS, SU, SV, TA, TE, TN, TO, TP,
TR, TS, TV, Trani, UD, Urbino, VA, VB, VC, VE, VI, VR, VT, VV; MO I, M; MY 01, 02, 03, 04, 05, 06, 07, 08, 09, 10, 11,
12, 13, 14, 15, 16; FM KSA, PNI, TRK, YAP; NL Midden, Noord, Zuid; NZ AUK, BOP, CAN, CIT, GIS, HKB, MBH, MWT, NSN,
NTL, OTA, STL, TAS, TKI, WGN, WKO, WTC; NI AN, AS, BO, CA, CI, CO, ES, GR, JI, LE, MD, MN, MS, MT, NS, RI, SJ; NO 03,
11, 15, 18, 21, 22, 31, 32, 33, 34, 39, 40, 42, 46, 50, 55, 56; PL 02, 04, 06, 08, 10, 12, 14, 16, 18, 20, 22, 24, 26,
28, 30, 32; PT 01, 02, 03, 04, 05, 06, 07, 08, 09, 10, 11, 12, 13, 14, 15, 16, 17, 18, 20, 30; SH AC, HL, TA; ST 01,
02, 03, 04, 05, 06, P; SB CE, CH, CT, GU, IS, MK, ML, RB, TE, WE; ES AN, AR, AS, Barcelona, CB, CE, CL, CM, CN, CT,
EX, GA, IB, MC, MD, ML, NC, PV, RI, VC; CH AG, AI, AR, BE, BL, BS, FR, GE, GL, GR, JU, LU, NE, NW, OW, SG, SH, SO, SZ,
Stadt Zurich, TG, TI, UR, VD, VS, ZG, ZH; TV FUN, NIT, NKF, NKL, NMA, NMG, NUI, VAI; GB ENG, NIR, SCT, WLS; US AK, AL,
AR, AS, AZ, CA, CO, CT, DC, DE, FL, GA, GU, HI, IA, ID, IL, IN, KS, KY, LA, MA, MD, ME, MI, MN, MO, MP, MS, MT, NC,
ND, NE, NH, NJ, NM, NV, NY, OH, OK, OR, PA, PR, RI, SC, SD, TN, TX, UM, UT, VA, VI, VT, WA, WI, WV, WY
"""


def _parted(text: str) -> dict[str, str]:
    """Entries of a list by the code that each begins with."""
    entries = (" ".join(entry.split()) for entry in text.split(";"))
    return {entry[:2]: entry[3:] for entry in entries}


COUNTRIES = _parted(_COUNTRIES)
REGIONS = {code: tuple(regions.split(", ")) for code, regions in _parted(_REGIONS).items()}


def check_place(country: str, region: str) -> tuple[str, str]:
    """A country and a region of it, as they are kept; both may be empty, which means no holidays.

    Raises:
        BadData: naming the field, for a country or region that is not known.
    """
    code = country.strip().upper()
    wanted = " ".join(region.split())
    if code and code not in COUNTRIES:
        raise BadData("Choose a country of the list, or none.", field="country")
    if not wanted:
        return code, ""
    if not code:
        raise BadData("Choose the country of this region, or leave the region empty.", field="region")
    found = next((known for known in REGIONS.get(code, ()) if known.casefold() == wanted.casefold()), None)
    if found is None:
        raise BadData(_no_region(code, wanted), field="region")
    return code, found


def _no_region(code: str, wanted: str) -> str:
    known = REGIONS.get(code, ())
    if not known:
        return f"{COUNTRIES[code]} has the same holidays everywhere here. Leave the region empty."
    near = get_close_matches(wanted.upper(), known, n=1, cutoff=0.6)
    hint = f" Did you mean {near[0]}?" if near else ""
    sentence = f"“{wanted[:40]}” is no region of {COUNTRIES[code]} with holidays of its own.{hint}"
    return f"{sentence} Known are: {', '.join(known)}."


def place_name(country: str, region: str) -> str:
    """Germany, or Germany (BE)."""
    name = COUNTRIES.get(country, country)
    return f"{name} ({region})" if region else name
