"""The words of a code: 1,674 of them, so that six are one of 2^64.2. Part of the format: a new list is a new version.

No two begin with the same four letters, and none becomes another by one letter more, less or other; none says what the
page is about. From the English list of BIP 39 (python-mnemonic, MIT, copyright (c) 2013-2016 Pavol Rusnak) without the
words that hurt or sound like others, from `keys.words`, and some of our own.
"""

from typing import Final

_LIST: Final = """
ability able about above absent absorb abstract absurd access account achieve acid acorn acoustic acquire
across action actor actress actual adapt address adjust admit advance advice aerobic affair afford again
agent agree ahead airport aisle album alert alley allow almond alone alpha already also alter always amateur
amazing amber among amount amused analyst anchor ancient angle animal announce annual another answer antenna
antique anvil apart apology appear apple approve apricot apron aquarium arch arctic area argue armchair
armor around arrange arrive arrow artefact artichoke artwork asparagus aspect asset assist assume asthma
athlete atom attend attic attract audit august aunt author auto autumn average avocado avoid awake away
awesome awkward axis baby bachelor backpack bacon badge bagel baker balance balcony ball bamboo banana banjo
banner barely bargain barley barrel base basic basket bathtub bean beard beauty beaver because become
bedroom beef beehive beetle before begin behave behind believe below bench benefit best between beyond
bicycle bike biology bird birth biscuit bitter black blade blanket blast bless blossom blouse blueberry blur
boat body bone bonus bookshelf boost boring borrow boss bottle bounce bouquet bowl bracelet brain brand
brass brave bread breeze brick bridge brief bright broccoli bronze broom brown brush bubble bucket buddy
budget buffalo build bulb bundle bunker burden burger business busy butterfly buyer buzz cabbage cabin
cactus calendar camel camp canal cancel candle cannon canoe canvas capable capital captain caravan carbon
cardigan cargo carnation carousel carpet carry cart cashew castle casual catalog catch category caught
cauliflower cause caution cave cedar ceiling celery cellar cement census century cereal certain chair chalk
chameleon chandelier chaos chapel charge chase cheap check cheese chef cherry chest chicken chimes chisel
chocolate choice choose chronic chuckle chunk churn cinema cinnamon circle citizen city civil claim clap
clarify clean clerk clever click client cliff climb clinic clog close cloth cloud clown club clump cluster
clutch coach cobbler coconut code coffee coin collect color column combine comet comfort comic common
company concert conduct confirm congress connect consider control convince cook copper copy coral correct
cotton country couple course cousin cover cowboy coyote crack cradle craft cram crane crater crawl crayon
credit creek crew cricket crisp critic crocodile crouch crowd crucial cruise crumble crunch crystal cucumber
culture cupboard curious current curve cushion custom cute cutlery cycle daffodil daisy damage dance
dandelion daring dashboard dawn debate decade december deckchair decline decorate decrease deer defense
define defy degree delay deliver demand demise denial dentist depart depend deposit depth deputy derive
describe desert design desk detail detect develop device devote diagram dial diamond diary dice diesel diet
differ digital dignity dilemma dinner dinosaur direct disagree discover dish dismiss disorder display
distance divert divide dizzy document doll dolphin domain donate donkey donor doorbell double dove dragon
drama drastic draw dream dress drift drill drink drop drum duck dumpling dune dust dutch duty dwarf dynamic
eager eagle early earn earth easel easily easy echo ecology economy edge edit educate effort eggplant either
elbow elder electric elegant element elephant elevator elite else embark embody embrace emerald emotion
emperor employ empower empty enable enact endless endorse energy enforce engage engine enhance enjoy enlist
enough enrich enroll ensure enter entire entry envelope episode equal equip erode erosion error erupt
espresso essay essence estate eternal eucalyptus evening evoke evolve example excess exchange excite exclude
excuse exercise exhaust exhibit exist exotic expand expect expire explain express extend extra eyebrow
fabric face faculty faint fairy faith falcon false famous fancy fantasy farmer fashion favorite feature
february federal feed fence ferry festival fetch fiber fiction fiddler field figure file filter final find
finger finish fireplace firm first fiscal fitness flag flamingo flannel flash flavor flight flip float flock
floor flower fluid flute foam focus foil fold follow footprint force forest forget fork fortune forum
forward fossil foster found fragile frame freckle frequent fresh friday friend fringe frog front frozen
fruit fuel funny furnace future gadget galaxy gallery garage garden garlic garment gate gather gauge gazelle
general genius genre gentle genuine geranium gesture giant gift giggle giraffe girl give glacier glad glance
glare glass glimpse glitter globe gloom glory glue golden gondola good goose gorilla gossip govern gown grab
grace grapefruit grasshopper gravity great green grid grocery group grow grunt guess guide guitar gutter
habit hairbrush half hammer hamster handbag happy harbor hard harmonica harvest hawk haystack hazel
headphone health heart heavy hedgehog height hello helmet help heron herring hibiscus high hill hint hire
history hobby hockey holiday home honey horizon horn horror horse host hotel huge humble humor hundred
hungry hurdle hurry hyacinth hybrid iceberg icon idea identify igloo ignore iguana image imitate immense
immune impact impose improve impulse inch include income increase index indicate indoor industry inhale
inherit initial inject inkwell input inquiry inside inspire install intact interest into invite involve
island isolate issue item ivory jacket jaguar january jasmine jazz jealous jeans jelly jewel jigsaw joke
journey juggler juice jump jungle junior junk kangaroo kayak keen kennel ketchup kettle keyboard kingdom
kitchen kite kitten kiwi knapsack knitting knock koala label labor ladder lady lagoon lake language lantern
laptop large latin laugh laundry lava lavender layer leader leaf leave lecture left legend leisure lemon
lend length leopard lesson letter level library license life lighthouse lilac limit link lion liquid list
little lizard llama loan lobster local locket logic lollipop long loop lottery lounge lucky luggage lullaby
lumber lunar lunch luxury lyrics macaroni machine magic magnet magpie mailbox main major mammal manage
mandate mango mansion manual maple marble margin marigold market marmalade mask master material matrix
mattress maximum maze meadow measure mechanic medal media melody melt member memory mention menu mercy merge
merit mermaid mesh message meteor method microphone middle midnight milkshake million mimic minibus minor
minute miracle mirror miss mittens mixed mixture mobile moccasin model modify moment monday monitor month
moon more morning mosaic mosquito motor mountain mouse movie much muffin mulberry mule multiply muscle
museum mushroom music mustard mutual myself mystery myth naive name napkin nation nature near neck nectar
needle negative neglect nephew nerve network neutral never news next nightgown noble noise nominee noodle
normal north notable notebook nothing notice novel nutmeg oatmeal obey object oblige obscure observe obtain
obvious occur ocean october odor offer office often okay olive olympic omit once onion online only open
opera opinion oppose option orange orbit orchard order ordinary oregano organ orient original orphan ostrich
other outdoor outer outfit output outside oval overcoat owner oxygen oyster ozone pact paddock page pajamas
palace palm pancake panda panel panther paper paprika parachute park parrot parsley partridge pass pastry
path patient pattern payment peacock peanut peasant pebble pelican pencil penguin people pepper perfect
permit person petunia phone photo phrase physical piano picnic picture pigeon pillow pilot pineapple pioneer
pipe pitch pizza planet plastic plate playground please pledge pluck plug plunge poem point polar pole
police pomegranate pond pool popcorn popular porcelain portion position possible postcard potato powder
practice praise predict prefer prepare present pretty price primary priority problem process produce profit
program project promote proof property prosper proud provide public pudding pull pulse pumpkin pupil puppy
purchase purity purple push puzzle pyramid quality quantum quarter queen question quick quilt quiz quote
rabbit raccoon radar radio rail rainbow rally ranch random rapid rare raspberry raven ready real reason
rebuild recall receive recipe record recycle reduce reflect reform refuse region regret regular reindeer
reject relax release relief rely remain remember remind remove render renew rent reopen repair repeat
replace report require resemble resist resource response result retire retreat return reunion reveal review
reward rhythm ribbon rich ride rigid ring ripple risk rival river road roast robin robot robust romance
rookie rose rotate rough route rowboat royal rubber runway rural saddle safe saffron sailor salad salmon
salt salute sample sandal sapphire sardine satisfy saturn sauce sausage saxophone scale scan scarecrow
scatter scene scheme school science scissors scorpion scout scrap screen script scrub seahorse search
seashell seat seaweed second section security seek segment select seminar senior sense sentence sequin
series service sesame session setup seven shadow shaft shallow shampoo share shed sheep shell sheriff shield
shine ship shiver shoelace short shoulder shove shrimp shrug shuffle sibling sight sign silent silk silly
silver similar since siren situate size skate sketch skill skirt skylark slab slender slide slim slipper
slogan slow small smart smile smoke smooth snack snake snap sniff snowflake soccer social sock soda soft
solid solution solve someone sorry soul source south space sparrow spatial spawn speak special speed sphere
spider spike spin spirit split spoil sponsor spoon spot spray spread spring spruce square squeeze squirrel
stable stadium staff stage stairs stamp stand starfish stay steel step stereo stick stomach stone stool
story strategy street strike strong student stumble style subject submit subway success sudden sugar suggest
suit summer sunday sunflower sunset super supply supreme sure surface surprise surround survey sustain swarm
sweet swift swing switch sword sycamore symbol symptom syrup system tackle talent talk tambourine tangerine
tape target taste taxi teach team teapot teaspoon telescope tell tenant tennis thank that theme theory
thermos they thimble thing this thought three thrive throw thumb thunder ticket tiger tilt timber time tiny
title toaster today together toilet token tomato tomorrow tongue tonight toolbox tooth topic topple torch
tornado tortoise total tourist toward tower traffic trampoline transfer travel tray treehouse trend trial
tricycle trigger trim trombone trophy trousers truck true truly trumpet trust truth tube tuition tuna tunnel
turkey turn turquoise turtle tuxedo twelve twenty twice twin twist typewriter typical ukulele umbrella
unaware uncle uncover under undo unfold unicorn uniform unique unit universe unknown unlock until unusual
unveil update upgrade uphold upon upper upset urban urge usage used useful usual utility vacant vacuum vague
valid valve vanilla vapor various vast vault vehicle velvet vendor venture venue verb verify version vessel
veteran viable vibrant victory video view village vinegar vintage violet virtual visit visual vital vivid
voice volcano volume vote voyage waffle wagon walnut want wardrobe wasp water weather wedding weekend
welcome wheat wheel when whisper width wild windmill winter wisdom wise wonder woodpecker world wrap wrestle
wrist xylophone yellow yogurt young zebra zeppelin zero zinnia zucchini
"""
WORDS: Final = tuple(_LIST.split())
