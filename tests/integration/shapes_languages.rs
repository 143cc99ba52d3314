//! Programmes in the languages that few posts are written in.

use crate::shapes::read;

#[test]
fn swedish() {
    let post = "Vi hälsar alla medlemmar välkomna till årsmötet, och det blir även fika.\n\n\
        Lördagen den 14:e mars 2026 kl. 18.00\n\n\
        * kl 9:00 öppnar vi dörrarna\n* c:a kl 10:30 Föreläsning med Karin Berg\n* 12.00–13.00 Lunch\n* från kl. 14 till kl. 15: Fika\n";
    let expected = [
        "2026-03-14 18:00",
        "2026-03-14 09:00 öppnar vi dörrarna",
        "2026-03-14 10:30 Föreläsning med Karin Berg",
        "2026-03-14 12:00-13:00 Lunch",
        "2026-03-14 14:00-15:00 Fika",
    ];
    assert_eq!(read(post), expected);
}

#[test]
fn danish() {
    let post = "Vi inviterer alle medlemmer til generalforsamling, og der er også kaffe.\n\n\
        ## Søndag den 15. marts 2026\n\n\
        - kl. 17.30 Dørene åbner\n- kl. 18 Spisning\n- kl. 19.00-20.00 Generalforsamling\n- kl. 20-21 Foredrag ved Jens Jensen\n";
    let expected = [
        "2026-03-15 17:30 Dørene åbner",
        "2026-03-15 18:00 Spisning",
        "2026-03-15 19:00-20:00 Generalforsamling",
        "2026-03-15 20:00-21:00 Foredrag ved Jens Jensen",
    ];
    assert_eq!(read(post), expected);
}

#[test]
fn norwegian() {
    let table = "| Kl. | Hva | Hvem |\n|---|---|---|\n| 18.00 | Velkommen | Styret |\n| 18.10 | Fugler | Kari Nordmann |\n\
        | 19.15-20.00 | Årsmøtesaker | Alle |\n";
    let text = "Vi ønsker alle medlemmer velkommen til årsmøte, og det blir også servering.\n\n";
    let expected = ["2026-03-12 18:00 Velkommen", "2026-03-12 18:10 Fugler", "2026-03-12 19:15-20:00 Årsmøtesaker"];
    assert_eq!(read(&format!("{text}## Torsdag 12. mars 2026\n\n{table}")), expected);
    // The tag of the whole language, where the words tell nothing.
    assert_eq!(read(&format!("---\nlang: no\n---\n\n## 12. mars 2026\n\n{table}")), expected);
}

#[test]
fn czech() {
    let post = "Zveme vás na večer, který je věnovaný horám a jsou na něm vítáni všichni.\n\n\
        ## Sobota 24. ledna 2026\n\n\
        - 9:30 – 10:00 registrace\n- 10:30 až 12:00 Mapy\n- 13 hod. Vlaky\n- od 15:00 do 16:30 Lodě\n- v 17:00 závěr\n\n\
        Neděle 25. 1. 2026\n\n- 9:00 Snídaně\n";
    let expected = [
        "2026-01-24 09:30-10:00 registrace",
        "2026-01-24 10:30-12:00 Mapy",
        "2026-01-24 13:00 Vlaky",
        "2026-01-24 15:00-16:30 Lodě",
        "2026-01-24 17:00 závěr",
        "2026-01-25 09:00 Snídaně",
    ];
    assert_eq!(read(post), expected);
}

#[test]
fn catalan() {
    let post = "Us convidem a la xerrada que farem amb els companys de la comunitat.\n\n\
        ## Divendres, 27 d'abril de 2018\n\n- 19:00 h Benvinguda\n- De 20:00 a 21:00 Sopar\n- A les 21:30h Fi\n\n\
        ## Dissabte 3 d’octubre de 2020\n\n- 10:00 Mapes\n";
    let expected = [
        "2018-04-27 19:00 Benvinguda",
        "2018-04-27 20:00-21:00 Sopar",
        "2018-04-27 21:30 Fi",
        "2020-10-03 10:00 Mapes",
    ];
    assert_eq!(read(post), expected);
}

#[test]
fn russian() {
    let post = "Мы приглашаем всех, кто интересуется картами, на встречу.\n\n## Суббота, 21 ноября 2015\n\n\
        | Время | Тема | Докладчик |\n|---|---|---|\n| 18:00 – 18:30 | Регистрация | |\n| 18:30 – 19:00 | Карты | Иван Иванов |\n\n\
        ## 22 ноября 2015 года\n\n- с 10:00 до 11:00 — Поезда\n- в 12:00 Обед\n- 7 вечера Ужин\n";
    let expected = [
        "2015-11-21 18:00-18:30 Регистрация",
        "2015-11-21 18:30-19:00 Карты",
        "2015-11-22 10:00-11:00 Поезда",
        "2015-11-22 12:00 Обед",
        "2015-11-22 19:00 Ужин",
    ];
    assert_eq!(read(post), expected);
}

/// Short names of days and months are other words besides: "man" is "one", "pro" is "for", "des de" is "since".
#[test]
fn small_words_are_no_days() {
    for post in [
        "Vi inviterer alle medlemmer, og der er også kaffe. Her kan man den 15. marts 2027 høre om biblioteket.",
        "Vi hälsar alla medlemmar välkomna, och här kan man den 16 mars 2027 höra om biblioteket.",
        "Vi ønsker alle velkommen til møtet, og det blir kaffe. Her kan man den 16. mars 2027 høre mer.",
        "Zveme vás na večer, který je věnovaný horám. Po 15. 5. 2026 bude výstava jinde, jsou na ní mapy a je 15 pro děti.",
        "Us convidem a la xerrada que farem amb els companys. El 15 des de les 10 h hi ha mapes per a tothom.",
    ] {
        let found = crate::laws::judge(&format!("---\ntitle: Post\n---\n\n{post}\n"));
        assert!(found.is_empty(), "{post}: {:?}", found.iter().map(|it| &it.finding.message).collect::<Vec<_>>());
        assert_eq!(read(post), Vec::<String>::new(), "{post}");
    }
}

#[test]
fn few_small_words_are_the_more_frequent_language_s() {
    let lang = |text: &str| crate::shapes::agenda_of("post.md", text).lang.to_owned();
    assert_eq!(lang("El evento de la comunidad en la sala"), "es");
    assert_eq!(lang("Xerrada de la comunitat: us convidem amb els companys"), "ca");
    assert_eq!(lang("Spotkanie na temat map: do godziny od za po"), "pl");
}

#[test]
fn a_word_for_the_hour_makes_a_number_the_end() {
    let post = |line: &str| read(&format!("---\ntitle: Folkkök\nlang: sv\n---\n\n## Lördag 25/4 2026 {line}\n"));
    for line in ["kl 16.30-18", "kl 1630 - ca. 18", "kl 16:30-18", "kl. 16.30 – 18"] {
        assert_eq!(post(line), ["2026-04-25 16:30-18:00"], "{line}");
    }
    assert_eq!(post("kl 16.30 - 18 platser"), ["2026-04-25 16:30 18 platser"]);
}
