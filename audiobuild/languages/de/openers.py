"""German words that, with a capital, open sentences: all but nouns, which have capitals everywhere."""

from __future__ import annotations

from audiobuild.languages.shared.text import words

OPENERS = words("""
    Der Die Das Den Dem Des Ein Eine Einen Einem Einer Eines Ich Du Er Sie Es Wir Ihr Man Mein Meine Dein Sein
    Seine Ihre Unser Unsere Dieser Diese Dieses Diesen Diesem Jeder Jede Jedes Kein Keine Und Oder Aber Denn
    Doch Sondern Also Dann Danach Da Dort Hier Heute Gestern Jetzt Nun Schon Noch Auch Nur So Wenn Weil Dass
    Ob Als Wie Was Wer Wo Wann Warum Weshalb Wieso Woher Wohin Welche Welcher Welches In Im Am An Auf Aus Bei
    Beim Bis Durch Für Gegen Mit Nach Ohne Seit Über Um Unter Von Vom Vor Während Wegen Zu Zum Zur Zwischen
    Trotz Außerdem Deshalb Daher Darum Dabei Dafür Damit Daran Darauf Darin Darüber Davon Dazu Dadurch
    Trotzdem Dennoch Jedoch Allerdings Natürlich Vielleicht Wahrscheinlich Sehr Viele Alle Alles Manche Einige
    Mehrere Beide Nicht Nichts Niemand Jemand Etwas Ja Nein Gut Genau Sonst Später Früher Zuerst Zunächst
    Schließlich Zudem Ebenso Insgesamt Immer Nie Oft Manchmal Bald Endlich Haben Hat Ist Sind War Waren Wird
    Werden Kann Können Muss Müssen Soll Sollen Will Wollen Gibt Gab Mir Mich Dir Dich Ihm Ihn Ihnen Uns Euch
    Sich Dessen Deren Solche Jene Jener Anders Leider Zusätzlich Weitere Weiter Zuvor Seitdem Bisher Derzeit
    Aktuell Morgen Obwohl Sobald Solange Nachdem Bevor Falls Sofern Indem Damals Inzwischen Mittlerweile
""")
