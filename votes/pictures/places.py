"""Where each UN member State stands on the tile map of the world: one tile a State, all equal.

The picture is our own. Neighbours are roughly neighbours, north is up, small States are as large as
any other; no tile says anything of area, borders or claims.
"""

# A line of the map is a line here, a State four columns wide; a full stop is the open sea.
PICTURE = """
  .   .   .   .   .   .   .   .  ISL  .   .   .  NOR SWE FIN  .   .   .   .   .   .   .   .   .   .   .   .   .   .   .
  .   .   .   .   .   .   .   .   .   .   .   .   .   .  EST  .   .   .   .   .   .   .   .   .   .   .   .   .   .   .
 CAN  .   .   .   .   .   .   .   .   .   .   .  DNK  .  LVA RUS  .   .   .   .   .   .   .   .   .   .   .   .   .   .
 USA  .   .   .   .   .   .   .  IRL GBR  .  NLD DEU POL LTU BLR  .   .   .   .   .   .   .   .   .   .   .   .   .   .
 MEX  .   .   .   .   .   .   .   .   .  BEL LUX LIE CZE SVK UKR  .   .   .  KAZ  .   .   .   .   .   .   .   .   .   .
 GTM BLZ  .  CUB BHS  .   .   .   .  FRA MCO CHE AUT HUN ROU MDA  .   .   .  UZB KGZ  .  MNG PRK  .   .   .   .   .   .
 SLV HND  .  JAM HTI DOM  .   .  PRT ESP AND ITA SVN HRV SRB BGR  .  GEO AZE TKM TJK  .  CHN KOR JPN  .   .   .   .   .
  .  NIC  .   .   .  KNA ATG  .   .   .   .  SMR  .  BIH MNE MKD TUR ARM IRN AFG PAK NPL BTN  .   .   .   .   .   .   .
  .  CRI  .   .   .  DMA LCA  .   .   .   .  MLT  .   .  ALB GRC CYP SYR IRQ KWT  .  IND BGD MMR LAO VNM  .   .   .   .
  .   .  PAN  .   .  VCT BRB  .   .   .   .   .   .   .   .   .  LBN JOR SAU BHR QAT  .  LKA  .  THA KHM  .  PHL  .   .
  .   .  COL VEN TTO GRD  .   .   .   .  MAR DZA TUN LBY EGY  .  ISR  .  YEM OMN ARE  .  MDV  .  MYS BRN  .  PLW FSM MHL
  .   .  ECU  .  GUY SUR  .  CPV  .  MRT MLI BFA NER TCD SDN ERI  .   .   .   .   .   .   .   .  SGP IDN TLS  .  NRU KIR
  .   .  PER BOL BRA  .   .  GMB SEN GIN CIV GHA NGA CAF SSD ETH DJI  .   .   .   .   .   .   .   .   .   .  PNG SLB TUV
  .   .  CHL PRY  .   .   .   .  GNB SLE LBR TGO BEN CMR UGA KEN SOM  .   .   .   .   .   .   .   .   .  AUS  .  VUT WSM
  .   .   .  ARG URY  .   .   .   .   .   .  STP GNQ COG RWA TZA  .  SYC  .   .   .   .   .   .   .   .   .   .  FJI TON
  .   .   .   .   .   .   .   .   .   .   .   .  GAB COD BDI MWI  .  COM  .   .   .   .   .   .   .   .   .   .  NZL  .
  .   .   .   .   .   .   .   .   .   .   .   .  AGO ZMB ZWE MOZ  .  MDG MUS  .   .   .   .   .   .   .   .   .   .   .
  .   .   .   .   .   .   .   .   .   .   .   .  NAM BWA SWZ  .   .   .   .   .   .   .   .   .   .   .   .   .   .   .
  .   .   .   .   .   .   .   .   .   .   .   .   .  ZAF LSO  .   .   .   .   .   .   .   .   .   .   .   .   .   .   .
"""  # noqa: E501

# {State code: (column, row)}, both from 0 at the upper left.
PLACES = {
    code: (column, row)
    for row, line in enumerate(PICTURE.strip("\n").splitlines())
    for column, code in enumerate(line.split())
    if code != "."
}
COLUMNS = 1 + max(column for column, _ in PLACES.values())
ROWS = 1 + max(row for _, row in PLACES.values())
