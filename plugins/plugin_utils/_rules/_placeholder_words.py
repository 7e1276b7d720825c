# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Words by which guides mark what a reader has to fill in, by language. Each text is a part of a regular expression.

Letters with marks stand for themselves and are also listed without, as people write them in a URL.
"""

#: What follows "your" in English: a real host may begin with the word, as in your-move.co.uk.
ENGLISH = (
    r"account|app|application|auth0|authority|base[-_ ]?dn|bucket|cert|certificate|client|cluster|company|corp|dc|"
    r"directory|dn|domain|email|group|host|hostname|id|identifier|idp|instance|ip|issuer|key|keycloak|ldap|metadata|name|okta|om|"
    r"oidc|openmetadata|org|organi[sz]ation|password|pool|private|project|provider|public|realm|region|saml|secret|server|"
    r"site|sso|strong|subdomain|tenant|token|uri|url|user|username|google|azure|cognito|user[-_ ]?pool|secure|own"
)
#: (words for "your" or "my", nouns); between the two stands a hyphen, an underscore or a blank.
OTHER_LANGUAGES = (
    # German
    (
        r"(?:dein|ihr|mein)(?:e[rsnm]?)?|eure[rsnm]?|euer",
        r"anwendung|app|benutzer\w*|client|dom[aä]i?ne?|domaene|firma|geheimnis|host|id|kennwort|mandant\w*|"
        r"organisation|passwort|realm|schl[uü]ssel|schluessel|secret|server|tenant|token|unternehmen|url|verzeichnis",
    ),
    # French
    (
        r"votre|vos",
        r"application|cl[eé]|client|domaine|entreprise|h[oô]te|id|identifiant|locataire|mot[-_ ]de[-_ ]passe|"
        r"organisation|royaume|realm|secret|serveur|soci[eé]t[eé]|tenant|url|utilisateur",
    ),
    # Spanish
    (
        r"tu|tus|su|mi",
        r"aplicaci[oó]n|clave|cliente|contrase[nñ]a|dominio|empresa|inquilino|organizaci[oó]n|reino|secreto|"
        r"servidor|usuario",
    ),
    # Portuguese
    (
        r"seu|sua|teu|tua|meu|minha",
        r"aplica[cç][aã]o|aplicativo|chave|client|cliente|dom[ií]nio|empresa|host|id|inquilino|locat[aá]rio|"
        r"organiza[cç][aã]o|realm|segredo|senha|servidor|tenant|url|usu[aá]rio",
    ),
    # Italian
    (
        r"tuo|tua|vostro|vostra|mio|mia|il[-_ ]tuo",
        r"applicazione|azienda|chiave|client|cliente|dominio|host|id|organizzazione|password|realm|segreto|server|"
        r"tenant|url|utente",
    ),
    # Dutch
    (r"jouw|uw", r"bedrijf|domein|geheim|gebruiker|organisatie|wachtwoord"),
    # Polish
    (
        r"tw[oó]j|twoja|twoje|wasz|wasza",
        r"aplikacja|client|domena|dzier[zż]awa|firma|has[lł]o|host|id|identyfikator|klient|klucz|organizacja|realm|"
        r"sekret|serwer|tenant|url|u[zż]ytkownik",
    ),
    # Czech and Slovak
    (r"va[sš][ea]|v[aá]š", r"dom[eé]na|firma|heslo|klient|organizace|realm|server|tenant"),
    # Russian and Ukrainian in Latin letters
    (r"vash[ae]?|moy|moj", r"client|domen|host|klient|kompaniya|parol|realm|sekret|server|tenant"),
)
#: Words that are enough, wherever they stand in a value.
ENOUGH = (
    # Russian, Ukrainian, Bulgarian
    r"\b(?:ваш|твой|твоя)\w{0,2}[-_][^\W_]+",
    r"\b(?:ваш|твой|твоя|мой|моя|мое|моё)\w{0,2} ?(?:адрес|домен|идентификатор|клиент|ключ|компани|организаци|парол|"
    r"секрет|сервер|тенант|хост)\w*",
    # Chinese, simplified and traditional
    r"你的|您的|妳的|贵公司|貴公司|自己的|请填|請填|填写|填寫|替换为|替換為|"
    r"客户端(?:id|编号|密钥|标识)|用戶端(?:id|密鑰)|租户(?:id|编号)|域名|密钥|密鑰",
    # Japanese
    r"あなたの|貴社|御社|お客様の|自社の|ご自身の|自分の|を入力|に置き換え|"
    r"[○〇◯●]{2,}|ドメイン名|クライアント(?:id|シークレット)|テナント(?:id|名)",
    # Korean
    r"여러분의|당신의|귀하의|귀사|본인의|입력하세요|바꾸세요|클라이언트[-_ ]?(?:id|아이디|시크릿)|"
    r"(?:내|회사)[-_ ]?도메인|도메인[-_ ]?(?:이름|주소)|테넌트[-_ ]?(?:id|아이디)",
    # Turkish: the noun has the ending of "your"
    r"\b(?:alan[-_ ]?ad|[sş]irket|sunucu|istemci[-_ ]?kimli[gğ]i?|istemci|kirac[ıi]|parola|[sş]ifre|"
    r"uygulama|kurum)(?:[ıiuü]?n[ıiuü]z)\b",
    # Vietnamese
    r"c[uủ]a[-_ ](?:b[aạ]n|ban)\b",
    # Arabic and Persian
    r"نطاقك|الخاص[-_ ]بك|شركتك|دامنه[-_ ]شما",
    # Hindi
    r"आपका|आपकी|अपना",
)
#: Words that are a placeholder where they are the whole value.
ALONE = (
    r"change[-_ ]?(?:me|this)(?:[-_ ]?(?:please|now))?|replace[-_ ]?(?:me|this)|placeholder|to[-_ ]?do|fix[-_ ]?me|"
    r"tbd|.*[-_ ](?:goes[-_ ])?here|"
    r"(?:insert|enter|put|add|replace|set|fill|paste|copy)[-_ ](?:in[-_ ]|with[-_ ])?"
    r"(?:your|the|my|here|a)(?![^\W_]).*|"
    r"(?:client|tenant|app|application|directory)[_ ](?:id|secret)|"
    r"ersetzen|bitte[-_ ]ersetzen|hier[-_ ]einf[uü]gen|[aà][-_ ]remplacer|remplacez\b.*|c[aá]mbiame|cambiar|"
    r"reemplazar\b.*|substitu[ai]r?\b.*|alterar|sostituire\b.*|da[-_ ]sostituire|zmie[nń]|de[gğ]i[sş]tir\w*|"
    r"замен\w+|измен\w+|替换|替換|修改|"
    r"変更|変更してください|변경|변경하세요"
)
