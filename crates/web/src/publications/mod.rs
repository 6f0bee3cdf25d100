use crate::house::House; pub(crate) fn rooms(house: House) -> House { house }
