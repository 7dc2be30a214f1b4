import { deviceClosings, deviceOpenings } from './devices.ts';
import { say, sayIf, sayOf, type Slot } from './sentence.ts';

/** What is said about home appliances. */
export const applianceSlots: Readonly<Record<string, readonly Slot[]>> = {
  kettle: [
    deviceOpenings,
    [
      say(
        'It boils {volume:litre|litres} in a few minutes; the body is made of {material.of}.',
        'Он вмещает {volume:литр|литра|литров} и закипает за несколько минут; корпус сделан из {material.of}.',
      ),
      say(
        'With {power} watts there is hardly time to find a cup.',
        'При мощности {power} Вт едва успеваешь достать чашку.',
      ),
    ],
    [
      sayIf(
        'thermostat',
        'Green tea gets its 80 degrees: the temperature can be set.',
        'Зелёный чай получит свои 80 градусов: температуру можно выбрать.',
      ),
      say(
        'It switches off by itself when it boils or is empty.',
        'Он сам выключается, когда вода закипела или закончилась.',
      ),
    ],
    deviceClosings,
  ],
  'coffee-machine': [
    deviceOpenings,
    [
      sayOf(
        'brewing',
        'automatic',
        'Press a button: it grinds, tamps and brews at {pressure} bar.',
        'Достаточно нажать кнопку: она смелет, спрессует и сварит кофе под давлением {pressure} бар.',
      ),
      sayOf(
        'brewing',
        'espresso',
        'A steady pressure of {pressure} bar draws a thick crema.',
        'Ровное давление {pressure} бар даёт густую пенку.',
      ),
      sayOf(
        'brewing',
        'drip',
        'It brews a full pot for the whole table and keeps it warm.',
        'Она варит полный кофейник на всю компанию и не даёт ему остыть.',
      ),
    ],
    [
      say(
        'The water tank holds {tank:litre|litres} and comes out from the front.',
        'Резервуар вмещает {tank:литр|литра|литров} воды и вынимается спереди.',
      ),
    ],
    [sayIf('milk', 'The frother makes milk foam for cappuccino.', 'Капучинатор взбивает молоко для капучино.')],
    deviceClosings,
  ],
  'vacuum-cleaner': [
    deviceOpenings,
    [
      sayOf(
        'design',
        'cordless',
        'Without a cable it reaches the stairs, the car and the top of the wardrobe.',
        'Без провода он достаёт до лестницы, машины и верха шкафа.',
      ),
      sayOf(
        'design',
        'cylinder',
        'Large wheels cross thresholds, and the hose turns all the way round.',
        'Большие колёса переезжают пороги, а шланг вращается по кругу.',
      ),
      sayOf(
        'design',
        'robot',
        'It draws a map of the flat and cleans while you are out.',
        'Он строит карту квартиры и убирает, пока никого нет дома.',
      ),
    ],
    [
      say(
        'The container holds {dustbox:litre|litres} and empties without a cloud of dust; the noise stays at {noise} dB.',
        'Пылесборник на {dustbox:литр|литра|литров} опустошается без облака пыли, а шум не превышает {noise} дБ.',
      ),
    ],
    [
      sayIf(
        'hepa',
        'The HEPA filter keeps pollen and fine dust inside.',
        'Фильтр HEPA задерживает пыльцу и мелкую пыль.',
      ),
    ],
    deviceClosings,
  ],
};
