"""The privacy notice that holds until the organisation publishes its own, in both languages."""

ENGLISH = """
This page tells you what happens to your data when you apply for a job with us.

## What we keep

Your name, the name you want to be called, how to say it, your pronouns, e-mail address, telephone number, place,
country and time zone, as far as you give them; your CV and the other files that you send; your answers in the
application form; the times that you choose; the messages between you and us; what our interviewers write down about
your interviews; and the decision with its reason.

## What we use it for

To decide with you whether this job and you fit, to arrange the interviews, to tell you where things stand, and to
show later that we decided fairly. We use it for nothing else, sell it to nobody and train no machine with it.

## How we decide

People decide, and each decision has a written reason. From the ratings of your interviewers the program may work out
how probable each level of the job is; that is one piece of evidence, read by the hiring manager after forming an own
view. Nobody is declined by a program. You may ask for another person to look at the decision.

## Who sees it

The recruiter and the hiring manager of the job, those who interview you, and the administrators of this program.
Interviewers see how something is to be arranged for you, never why. Answers about yourself that you give of your own
free will, such as those on gender or ethnicity, are kept apart and read only as totals.

## How long

While your application is open, and after its end for as long as the rules of the place require or allow. Some
records, such as that an application took place and ended, stay without your name.

## What you can do

On your own pages you can read what we keep, take it with you as a file, withdraw, or have it erased. You need no
account: a link comes to your e-mail address. You can also write to us to have something corrected, object to how we use
your data, or complain to the data protection authority of your country.

## Cookies

Only those that these pages need: to keep you signed in to your own pages, to protect the forms, and to remember the
language that you chose. None follows you elsewhere.
"""
JAPANESE = """
当社の求人にご応募いただく際の、個人データの取り扱いについてご説明します。

## お預かりするもの

ご記入いただいた範囲で、お名前、お呼びする名前とその読み方、代名詞、メールアドレス、電話番号、お住まいの地域と国
、タイムゾーン。履歴書などお送りいただいたファイル、応募フォームへのご回答、お選びになった面接の日時、やり取りし
たメッセージ、面接担当者の記録、選考の結果とその理由。

## 利用の目的

お互いに合う仕事かどうかを判断すること、面接の日程を決めること、選考の状況をお知らせすること、そして公正に判断し
たことを後から確かめられるようにすることだけに使います。ほかの目的には使わず、販売も、機械学習への利用もいたしま
せん。

## 選考のしかた

結果は人が判断し、必ず理由を書き残します。面接担当者の評価をもとに、プログラムが職級ごとの可能性を計算することが
ありますが、これは採用責任者が自分の考えをまとめた後に読む参考資料の一つです。プログラムが不採用を決めることはあ
りません。別の者による結果の見直しもお申し出いただけます。

## 閲覧できる人

その求人の採用担当者と採用責任者、面接を担当する者、このシステムの管理者です。配慮をご希望の場合、面接担当者には
配慮の内容だけを伝え、理由は伝えません。性別や民族など任意でお答えいただく項目は別に保管し、集計した数値としての
み利用します。

## 保管の期間

選考が続いている間と、終了後はその地域の決まりで求められる、または認められる期間です。応募があって終了したことな
ど一部の記録は、お名前のない形で残ります。

## できること

ご自身のページで、お預かりしているデータの確認、ファイルでの受け取り、応募の辞退、データの削除ができます。
アカウントは必要ありません。メールアドレスにお送りするリンクからお入りいただけます。
訂正のご希望や利用への異議は、お問い合わせください。お住まいの国のデータ保護機関に申し立てることもできます。

## クッキー

ご自身のページへのログインを保つもの、フォームを保護するもの、お選びになった言語を覚えるものなど、このページに必
要なものだけを使います。ほかのサイトでの行動を追うことはありません。
"""
