import { deviceClosings, deviceOpenings } from './devices.ts';
import { say, sayIf, sayOf, type Slot } from './sentence.ts';

/** What is said about computers, phones and audio. */
export const electronicsSlots: Readonly<Record<string, readonly Slot[]>> = {
  laptop: [
    deviceOpenings,
    [
      say(
        'The {screen}-inch {panel} display stays readable by the window, and at {weight} kg the laptop goes into a bag without a second thought.',
        'Экран {panel} с диагональю {screen:дюйм|дюйма|дюймов} хорошо виден и у окна, а при весе {weight} кг ноутбук легко взять с собой.',
      ),
      say(
        'The processor has {cores} cores: enough for a hundred open tabs, a video call and a spreadsheet that nobody dares to close.',
        'В процессоре {cores:ядро|ядра|ядер}: хватит на сотню вкладок, видеозвонок и таблицу, которую никто не решается закрыть.',
      ),
    ],
    [
      say(
        'One charge lasts for about {battery:hour|hours} of ordinary work.',
        'Одной зарядки хватает примерно на {battery:час|часа|часов} обычной работы.',
      ),
      say(
        'With about {battery:hour|hours} of battery life the charger can stay at home.',
        'Аккумулятор держит около {battery:часа|часов|часов}, так что зарядное устройство можно оставить дома.',
      ),
    ],
    [sayIf('touch', 'The screen answers to touch as well.', 'Экраном можно управлять и касаниями.')],
    deviceClosings,
  ],
  monitor: [
    deviceOpenings,
    [
      say(
        'The {screen}-inch panel shows a {resolution} picture at {refresh} Hz, so text is sharp and movement is smooth.',
        'Матрица с диагональю {screen:дюйм|дюйма|дюймов} показывает изображение {resolution} с частотой {refresh} Гц: текст чёткий, движения плавные.',
      ),
      say(
        'The stand turns, tilts and rises; the whole screen weighs {weight} kg and fits a standard wall mount.',
        'Подставка поворачивается, наклоняется и меняет высоту, а сам экран весит {weight} кг и подходит к обычному настенному креплению.',
      ),
    ],
    [
      sayIf(
        'curved',
        'The curved screen keeps its edges in view.',
        'Изогнутый экран удерживает края изображения в поле зрения.',
      ),
      say(
        'The matt surface keeps lamps and windows out of the picture.',
        'Матовая поверхность не отражает лампы и окна.',
      ),
    ],
    deviceClosings,
  ],
  keyboard: [
    deviceOpenings,
    [
      say(
        'There are {keys:key|keys} on it, and each one sits exactly where your finger expects it.',
        'На ней {keys:клавиша|клавиши|клавиш}, и каждая находится ровно там, где её ждёт палец.',
      ),
    ],
    [
      sayOf(
        'switches',
        'linear',
        'Linear switches travel smoothly and quietly.',
        'Линейные переключатели ходят плавно и тихо.',
      ),
      sayOf(
        'switches',
        'tactile',
        'Tactile switches tell you when the key has worked.',
        'Тактильные переключатели дают почувствовать момент срабатывания.',
      ),
      sayOf('switches', 'membrane', 'The membrane is silent even at night.', 'Мембрана не слышна даже ночью.'),
    ],
    [
      sayIf(
        'wireless',
        'It works without a cable and remembers three computers.',
        'Она работает без провода и запоминает три компьютера.',
      ),
      sayIf(
        'backlit',
        'The backlight adapts to the light in the room.',
        'Подсветка подстраивается под освещение в комнате.',
      ),
    ],
    deviceClosings,
  ],
  smartphone: [
    deviceOpenings,
    [
      say(
        'The main camera with {camera} megapixels takes good pictures in daylight and in the kitchen at night.',
        'Основная камера на {camera} Мп хорошо снимает и днём, и поздним вечером на кухне.',
      ),
      say(
        'The {screen}-inch display is bright enough for a sunny street, yet the phone weighs only {weight} g.',
        'Экрана с диагональю {screen:дюйм|дюйма|дюймов} хватает и для солнечной улицы, а весит смартфон всего {weight} г.',
      ),
    ],
    [
      say(
        'The {battery} mAh battery easily makes it to the evening.',
        'Аккумулятора ёмкостью {battery} мА·ч легко хватает до вечера.',
      ),
    ],
    [
      sayIf(
        'esim',
        'A second number fits without a second card: eSIM is supported.',
        'Второй номер можно подключить без второй карты: есть поддержка eSIM.',
      ),
      sayIf('nfc', 'Contactless payment works with a tap.', 'Бесконтактная оплата работает в одно касание.'),
    ],
    deviceClosings,
  ],
  tablet: [
    deviceOpenings,
    [
      say(
        'A {screen}-inch screen is right for films, drawings and sheet music, and {weight} g are easy to hold.',
        'Экран с диагональю {screen:дюйм|дюйма|дюймов} подходит для фильмов, рисунков и нот, а {weight} г легко держать в руке.',
      ),
    ],
    [
      say(
        'It plays video for about {battery:hour|hours}.',
        'Видео можно смотреть без подзарядки примерно {battery:час|часа|часов}.',
      ),
    ],
    [
      sayIf(
        'stylus',
        'A stylus is in the box; it needs no charging.',
        'Стилус лежит в коробке, и заряжать его не нужно.',
      ),
    ],
    deviceClosings,
  ],
  headphones: [
    deviceOpenings,
    [
      sayOf(
        'fit',
        'over-ear',
        'Soft cushions close around the ear and do not press.',
        'Мягкие амбушюры охватывают ухо и не давят.',
      ),
      sayOf(
        'fit',
        'on-ear',
        'Light cups rest on the ear and fold flat.',
        'Лёгкие чашки прилегают к уху и складываются.',
      ),
      sayOf(
        'fit',
        'in-ear',
        'Four sizes of tips make them sit firmly even on a run.',
        'Четыре размера насадок помогают им держаться даже на пробежке.',
      ),
    ],
    [
      say(
        'They weigh {weight} g and play for {battery:hour|hours} on one charge.',
        'Они весят {weight} г и играют {battery:час|часа|часов} без подзарядки.',
      ),
    ],
    [
      sayIf(
        'noise-cancelling',
        'Noise cancelling turns a train into a reading room.',
        'Шумоподавление превращает поезд в читальный зал.',
      ),
      sayIf(
        'microphone',
        'The microphone hears your voice and leaves out the street.',
        'Микрофон слышит голос и не слышит улицу.',
      ),
    ],
    deviceClosings,
  ],
  speaker: [
    deviceOpenings,
    [
      say(
        '{power} watts fill a terrace with sound, and {weight} g do not weigh the bag down.',
        'Мощности {power} Вт хватает на целую террасу, а {weight} г не оттягивают сумку.',
      ),
    ],
    [say('The battery plays for {battery:hour|hours}.', 'Без подзарядки она играет {battery:час|часа|часов}.')],
    [
      sayIf(
        'waterproof',
        'Rain, sand and a fall into the pool do it no harm.',
        'Ни дождь, ни песок, ни падение в бассейн ей не страшны.',
      ),
      sayIf('stereo-pair', 'Two of them make a stereo pair.', 'Две такие колонки образуют стереопару.'),
    ],
    deviceClosings,
  ],
};
