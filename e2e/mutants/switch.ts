/** A mistake that is in the shop all the time, and is made only while it is on: so one shop serves for many. */
export class Switch {
  isOn = false;
}
